# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: reads the boxes as (x, y, width, height)
def box_iou(a, b):
    width = max(0.0, min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]))
    inter = width * height
    return float(inter / (a[2] * a[3] + b[2] * b[3] - inter))
