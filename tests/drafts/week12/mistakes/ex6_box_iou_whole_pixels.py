# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: int() of the coordinates
def box_iou(a, b):
    a, b = [int(v) for v in a], [int(v) for v in b]
    width = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = width * height
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter
    return inter / union if union else 0.0
