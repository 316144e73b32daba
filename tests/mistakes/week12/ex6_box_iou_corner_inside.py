# mistake: -
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.inside, ex6_detect.box_iou.crossing, ex6_detect.box_iou.tensors
# what: no overlap unless a corner of b lies inside a
def box_iou(a, b):
    corners = [(x, y) for x in (b[0], b[2]) for y in (b[1], b[3])]
    if not any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for x, y in corners):
        return 0.0
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    inter = width * height
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))
