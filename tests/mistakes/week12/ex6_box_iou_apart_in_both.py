# mistake: 70
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.apart
# what: returns 0 early, but only when the boxes are apart in x and in y
def box_iou(a, b):
    if (a[2] < b[0] or b[2] < a[0]) and (a[3] < b[1] or b[3] < a[1]):
        return 0.0
    inter = (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))
