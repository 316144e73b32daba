# mistake: 74
# function: ex6_detect.nms
# caught: ex6_detect.nms.any_order
# what: goes through the boxes in the order of the input
def nms(boxes, scores, iou_threshold=0.5):
    order = list(range(len(scores)))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
