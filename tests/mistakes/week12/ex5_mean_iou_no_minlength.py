# mistake: 430
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.absent_classes, ex5_segment.mean_iou.in_one_only
# what: bincount without minlength: the matrix has the wrong size
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pairs = target[valid].long() * num_classes + pred[valid].long()
    confusion = torch.bincount(pairs).double().view(num_classes, num_classes)
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()
