# mistake: 52
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.only_where_ignored, ex5_segment.mean_iou.absent_classes
# what: an absent class counts as 0: divides by num_classes
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    total = 0.0
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            total += inter / union
    return total / num_classes
