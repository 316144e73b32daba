# mistake: 71
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.overlap, ex6_detect.box_iou.inside, ex6_detect.box_iou.crossing
# what: the union without - inter
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = width * height
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b))
