# mistake: 480
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.overlap, ex6_detect.box_iou.inside, ex6_detect.box_iou.crossing
# what: overlap divided by the smaller area: a box inside another gives 1
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(width * height / min(area_a, area_b))
