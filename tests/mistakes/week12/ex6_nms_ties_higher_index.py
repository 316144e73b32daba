# mistake: 491
# function: ex6_detect.nms
# caught: ex6_detect.nms.equal_scores
# what: equal scores: the higher index comes first
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]))
    keep = []
    while order:
        best = order.pop()
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
