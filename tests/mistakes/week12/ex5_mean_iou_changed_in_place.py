# mistake: -
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.arguments_unchanged
# what: the ignored pixels of the caller's tensors are overwritten
def mean_iou(pred, target, num_classes):
    ignored = target == 255
    pred[ignored] = num_classes
    target[ignored] = num_classes
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
