# mistake: 448
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.one_image, ex5_segment.mean_iou.several_images, ex5_segment.mean_iou.ignored
# what: a tensor, not a float
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum()
        union = ((pred == c) | (target == c)).sum()
        if union > 0:
            ious.append(inter / union)
    return torch.stack(ious).mean()
