# mistake: 442
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.in_one_only
# what: classes that only the prediction has are left out
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in target.unique().tolist():
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append(inter / union)
    return sum(ious) / len(ious)
