# mistake: 444
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.one_image, ex5_segment.mean_iou.several_images, ex5_segment.mean_iou.ignored
# what: Dice instead of IoU
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    values = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        both = (pred == c).sum().item() + (target == c).sum().item()
        if both > 0:
            values.append(2 * inter / both)
    return sum(values) / len(values)
