# mistake: 52
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.only_where_ignored, ex5_segment.mean_iou.absent_classes
# what: (inter + eps) / (union + eps): an absent class is 1
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append((inter + 1e-6) / (union + 1e-6))
    return sum(ious) / len(ious)
