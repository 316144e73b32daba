# mistake: 487
# function: ex6_detect.nms
# caught: ex6_detect.nms.dropped_drops_none
# what: a box that was dropped still drops others
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    for n, i in enumerate(order):
        if all(box_iou(boxes[j], boxes[i]) <= iou_threshold for j in order[:n]):
            keep.append(i)
    return keep
