# mistake: -
# function: ex6_detect.nms
# caught: ex6_detect.nms.equal_to_threshold
# what: the default is 0.45
def nms(boxes, scores, iou_threshold=0.45):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
