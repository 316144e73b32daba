# mistake: 74
# function: ex6_detect.nms
# caught: ex6_detect.nms.any_order
# what: the right boxes, but by index, not best first
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return sorted(keep)
