# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: reads the boxes as (y1, x1, x2, y2)
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[1], b[1]))
    height = max(0.0, min(a[3], b[3]) - max(a[0], b[0]))
    inter = width * height
    area_a = (a[2] - a[1]) * (a[3] - a[0])
    area_b = (b[2] - b[1]) * (b[3] - b[0])
    return float(inter / (area_a + area_b - inter)) if inter else 0.0
