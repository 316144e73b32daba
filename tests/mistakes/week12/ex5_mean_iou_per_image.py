# mistake: 441
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.several_images, ex5_segment.mean_iou.ignored
# what: the mean over the images of the values of each image
def mean_iou(pred, target, num_classes):
    if pred.dim() == 2:
        pred, target = pred.unsqueeze(0), target.unsqueeze(0)
    values = []
    for p, t in zip(pred, target):
        valid = t != 255
        p, t = p[valid], t[valid]
        ious = []
        for c in range(num_classes):
            inter = ((p == c) & (t == c)).sum().item()
            union = ((p == c) | (t == c)).sum().item()
            if union > 0:
                ious.append(inter / union)
        if ious:
            values.append(sum(ious) / len(ious))
    return sum(values) / len(values)
