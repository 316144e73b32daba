# mistake: 74
# function: ex6_detect.nms
# caught: ?
# what: a list of True and False
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    mask = [False] * len(scores)
    while order:
        best = order.pop(0)
        mask[best] = True
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return mask
