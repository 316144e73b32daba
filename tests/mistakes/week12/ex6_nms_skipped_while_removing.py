# mistake: -
# function: ex6_detect.nms
# caught: ex6_detect.nms.several_objects, ex6_detect.nms.any_order, ex6_detect.nms.other_threshold
# what: removes from the list that it walks over: the next box is skipped
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        for i in order:
            if box_iou(boxes[best], boxes[i]) > iou_threshold:
                order.remove(i)
    return keep
