# mistake: 489
# function: ex6_detect.nms
# caught: ex6_detect.nms.any_order
# what: places in the sorted order instead of the caller's indices
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    boxes = [boxes[i] for i in order]
    left = list(range(len(boxes)))
    keep = []
    while left:
        best = left.pop(0)
        keep.append(best)
        left = [i for i in left if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
