# mistake: 51
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.ignored
# what: an image with an ignored pixel is left out altogether
def mean_iou(pred, target, num_classes):
    if pred.dim() == 3:
        whole = (target != 255).all(dim=2).all(dim=1)
        if whole.any():
            pred, target = pred[whole], target[whole]
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
