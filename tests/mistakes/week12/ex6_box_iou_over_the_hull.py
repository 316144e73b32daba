# mistake: -
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.overlap, ex6_detect.box_iou.crossing
# what: divides by the box around both, not by what they cover
def box_iou(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return float(width * height / ((max(a[2], b[2]) - min(a[0], b[0])) * (max(a[3], b[3]) - min(a[1], b[1]))))
