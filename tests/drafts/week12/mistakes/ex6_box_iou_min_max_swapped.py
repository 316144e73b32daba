# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: the box around both instead of the overlap
def box_iou(a, b):
    width = max(a[2], b[2]) - min(a[0], b[0])
    height = max(a[3], b[3]) - min(a[1], b[1])
    inter = width * height
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float((area_a + area_b - inter) / inter)
