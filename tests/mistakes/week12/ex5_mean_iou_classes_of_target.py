# mistake: 442
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.in_one_only
# what: num_classes from the target: classes above its maximum are lost
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(int(target.max()) + 1):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
