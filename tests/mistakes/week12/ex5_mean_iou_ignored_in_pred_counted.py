# mistake: 51
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.ignored, ex5_segment.mean_iou.only_where_ignored, ex5_segment.mean_iou.arguments_unchanged
# what: ignored pixels still count on the side of the prediction
def mean_iou(pred, target, num_classes):
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
