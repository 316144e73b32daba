# mistake: 483
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.overlap, ex6_detect.box_iou.inside, ex6_detect.box_iou.crossing
# what: only sees an overlap when a lies to the left of and above b
def box_iou(a, b):
    width = max(0.0, a[2] - b[0])
    height = max(0.0, a[3] - b[1])
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / union if union > 0 else 0.0
