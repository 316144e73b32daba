# mistake: 70
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.apart
# what: clamps the width only: below each other gives a negative number
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    inter = width * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))
