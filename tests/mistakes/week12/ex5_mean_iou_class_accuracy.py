# mistake: 445
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.one_image, ex5_segment.mean_iou.several_images, ex5_segment.mean_iou.ignored
# what: the mean of the accuracies of the classes: inter / target
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    values = []
    for c in range(num_classes):
        if (target == c).any():
            values.append((pred[target == c] == c).double().mean().item())
    return sum(values) / len(values)
