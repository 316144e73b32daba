# mistake: -
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.absent_classes
# what: the pair number in uint8 overflows with many classes
def mean_iou(pred, target, num_classes):
    valid = target != 255
    pairs = target[valid].to(torch.uint8) * num_classes + pred[valid].to(torch.uint8)
    confusion = torch.bincount(pairs, minlength=num_classes**2)[: num_classes**2].double()
    confusion = confusion.view(num_classes, num_classes)
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()
