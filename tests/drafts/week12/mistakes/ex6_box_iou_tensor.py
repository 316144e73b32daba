# mistake: -
# function: ex6_detect.box_iou
# caught: ?
# what: a tensor, not a float
def box_iou(a, b):
    from torchvision.ops import box_iou as iou

    a = torch.as_tensor(a, dtype=torch.float32)[None]
    b = torch.as_tensor(b, dtype=torch.float32)[None]
    return iou(a, b)
