# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
# what: weighted by how often a class occurs in the target
def mean_iou(pred, target, num_classes):
    seen = target != IGNORE
    p, t = pred[seen], target[seen]
    total = 0.0
    for c in range(num_classes):
        union = ((p == c) | (t == c)).sum().item()
        if union:
            total += ((p == c) & (t == c)).sum().item() / union * (t == c).double().mean().item()
    return total
