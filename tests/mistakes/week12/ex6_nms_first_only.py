# mistake: 72
# function: ex6_detect.nms
# caught: ex6_detect.nms.several_objects, ex6_detect.nms.any_order, ex6_detect.nms.dropped_drops_none
# what: compares all with the best one only
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    if not order:
        return []
    first = order[0]
    return [first] + [i for i in order[1:] if box_iou(boxes[first], boxes[i]) <= iou_threshold]
