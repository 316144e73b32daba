# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: overlap divided by the area of a
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return float(width * height / ((a[2] - a[0]) * (a[3] - a[1])))
