# mistake: -
# function: ex6_detect.box_iou
# caught: ex6_detect.box_iou.tensors
# what: turns the caller's boxes into width and height in place
def box_iou(a, b):
    if not isinstance(a, torch.Tensor):
        a = torch.tensor([float(v) for v in a])
    if not isinstance(b, torch.Tensor):
        b = torch.tensor([float(v) for v in b])
    size = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0)
    inter = size[0] * size[1]
    a[2:] -= a[:2]
    b[2:] -= b[:2]
    return float(inter / (a[2] * a[3] + b[2] * b[3] - inter))
