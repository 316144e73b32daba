# mistake: 51
# function: ex5_segment.mean_iou
# caught: ?
# what: 255 is a class like the others
def mean_iou(pred, target, num_classes):
    ious = []
    for c in [*range(num_classes), 255]:
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
