# mistake: 70
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.apart
# what: no clamp at 0: two negative sides make a positive area
def box_iou(a, b):
    inter = (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))
