# mistake: 72
# function: ex6_detect.nms
# caught: ex6_detect.nms.several_objects, ex6_detect.nms.any_order, ex6_detect.nms.equal_to_threshold
# what: compares with the last one kept only
def nms(boxes, scores, iou_threshold=0.5):
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    for i in order:
        if not keep or box_iou(boxes[keep[-1]], boxes[i]) <= iou_threshold:
            keep.append(i)
    return keep
