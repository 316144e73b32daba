# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
# what: only the first image
def mean_iou(pred, target, num_classes):
    if pred.dim() == 3:
        pred, target = pred[0], target[0]
    seen = target != IGNORE
    p, t = pred[seen], target[seen]
    ious = []
    for c in range(num_classes):
        union = ((p == c) | (t == c)).sum().item()
        if union:
            ious.append(((p == c) & (t == c)).sum().item() / union)
    return sum(ious) / len(ious)
