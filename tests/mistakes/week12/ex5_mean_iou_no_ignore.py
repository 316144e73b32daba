# mistake: 51
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.ignored, ex5_segment.mean_iou.only_where_ignored, ex5_segment.mean_iou.arguments_unchanged
# what: 255 is not ignored: index error of the confusion matrix
def mean_iou(pred, target, num_classes):
    confusion = torch.zeros(num_classes, num_classes)
    for t, p in zip(target.flatten().tolist(), pred.flatten().tolist()):
        confusion[t, p] += 1
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()
