# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
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
