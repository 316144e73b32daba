# mistake: 454
# function: ex6_detect.nms
# caught: ex6_detect.nms.several_objects, ex6_detect.nms.any_order, ex6_detect.nms.dropped_drops_none
# what: while len(order) > 1: the last box is lost
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while len(order) > 1:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
