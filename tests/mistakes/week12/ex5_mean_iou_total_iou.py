# mistake: -
# function: ex5_segment.mean_iou
# caught: ?
# what: all intersections by all unions: not the mean over the classes
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    inter = union = 0
    for c in range(num_classes):
        inter += ((pred == c) & (target == c)).sum().item()
        union += ((pred == c) | (target == c)).sum().item()
    return inter / union
