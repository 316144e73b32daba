# mistake: 53
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.one_image, ex5_segment.mean_iou.several_images, ex5_segment.mean_iou.ignored
# what: the fraction of right pixels
def mean_iou(pred, target, num_classes):
    valid = target != 255
    return (pred[valid] == target[valid]).double().mean().item()
