# mistake: -
# function: ex6_detect.nms
# caught: ?
# what: the old +1 widths
def nms(boxes, scores, iou_threshold=0.5):
    def iou(a, b):
        width = max(0.0, float(min(a[2], b[2]) - max(a[0], b[0]) + 1))
        height = max(0.0, float(min(a[3], b[3]) - max(a[1], b[1]) + 1))
        area_a = float((a[2] - a[0] + 1) * (a[3] - a[1] + 1))
        area_b = float((b[2] - b[0] + 1) * (b[3] - b[1] + 1))
        return width * height / (area_a + area_b - width * height)

    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep
