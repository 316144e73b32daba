# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
# what: rounded to two digits
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return round(sum(ious) / len(ious), 2)
