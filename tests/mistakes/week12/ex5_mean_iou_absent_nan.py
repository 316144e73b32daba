# mistake: 52
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.only_where_ignored, ex5_segment.mean_iou.absent_classes
# what: 0 / 0: nan
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = torch.zeros(num_classes)
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum()
        union = ((pred == c) | (target == c)).sum()
        ious[c] = inter / union
    return ious.mean().item()
