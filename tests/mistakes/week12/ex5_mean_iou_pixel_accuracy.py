# mistake: 53
# function: ex5_segment.mean_iou
# caught: ?
# what: the fraction of right pixels
def mean_iou(pred, target, num_classes):
    valid = target != 255
    return (pred[valid] == target[valid]).double().mean().item()
