# mistake: -
# function: ex6_detect.nms
# caught: ex6_detect.nms.lists
# what: sets the caller's scores to -1 while it goes
def nms(boxes, scores, iou_threshold=0.5):
    keep = []
    for _ in range(len(scores)):
        best = max(range(len(scores)), key=lambda i: float(scores[i]))
        if scores[best] < 0:
            break
        keep.append(best)
        for i in range(len(scores)):
            if i == best or box_iou(boxes[best], boxes[i]) > iou_threshold:
                scores[i] = -1.0
    return keep
