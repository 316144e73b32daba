# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
# what: ignored pixels are set to 0 on both sides: they are right pixels of class 0
def mean_iou(pred, target, num_classes):
    seen = (target != IGNORE).long()
    pred, target = pred * seen, target * seen
    ious = []
    for c in range(num_classes):
        union = ((pred == c) | (target == c)).sum().item()
        if union:
            ious.append(((pred == c) & (target == c)).sum().item() / union)
    return sum(ious) / len(ious)
