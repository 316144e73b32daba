# mistake: 52
# function: ex5_segment.mean_iou
# caught: ?
# what: an absent class counts as 1
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append(inter / union if union else 1.0)
    return sum(ious) / len(ious)
