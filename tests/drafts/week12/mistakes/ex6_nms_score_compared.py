# mistake: -
# function: ex6_detect.nms
# caught: ?
# what: compares the score with the threshold, not the IoU
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    return [i for i in order if float(scores[i]) > iou_threshold]
