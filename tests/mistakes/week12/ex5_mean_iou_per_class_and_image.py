# mistake: 441
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.ignored
# what: IoU of each class in each image, averaged over images and then over classes
def mean_iou(pred, target, num_classes):
    if pred.dim() == 2:
        pred, target = pred[None], target[None]
    values = []
    for c in range(num_classes):
        ious = []
        for p, t in zip(pred, target):
            seen = t != IGNORE
            union = (((p == c) | (t == c)) & seen).sum().item()
            if union:
                ious.append((((p == c) & (t == c)) & seen).sum().item() / union)
        if ious:
            values.append(sum(ious) / len(ious))
    return sum(values) / len(values)
