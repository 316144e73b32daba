# mistake: 449
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.only_where_ignored
# what: a class that is predicted in ignored pixels only counts as present
def mean_iou(pred, target, num_classes):
    present = set(pred.unique().tolist()) | (set(target.unique().tolist()) - {255})
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in present:
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append(inter / union if union else 0.0)
    return sum(ious) / len(ious)
