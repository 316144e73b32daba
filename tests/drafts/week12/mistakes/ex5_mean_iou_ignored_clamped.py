# mistake: 51
# function: ex5_segment.mean_iou
# caught: ?
# what: 255 is clipped to the last class
def mean_iou(pred, target, num_classes):
    target = target.clamp(max=num_classes - 1)
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
