# mistake: -
# function: ex5_segment.mean_iou
# caught: ex5_segment.mean_iou.several_images
# what: counts in uint8: right only for small images
def mean_iou(pred, target, num_classes):
    seen = target != IGNORE
    confusion = np.zeros((num_classes, num_classes), dtype=np.uint8)
    np.add.at(confusion, (target[seen].numpy(), pred[seen].numpy()), 1)
    inter = np.diag(confusion).astype(float)
    union = confusion.sum(0) + confusion.sum(1) - inter
    return float((inter[union > 0] / union[union > 0]).mean())
