# mistake: -
# function: ex6_detect.nms
# caught: ?
# what: the indices of the boxes that go
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    dropped = []
    while order:
        best = order.pop(0)
        dropped += [i for i in order if box_iou(boxes[best], boxes[i]) > iou_threshold]
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return dropped
