# mistake: 493
# function: ex6_detect.nms
# caught: ex6_detect.nms.no_boxes, ex6_detect.nms.lists
# what: a tensor of indices
def nms(boxes, scores, iou_threshold=0.5):
    from torchvision import ops

    boxes = torch.tensor([[float(v) for v in box] for box in boxes]).reshape(-1, 4)
    scores = torch.tensor([float(s) for s in scores])
    return ops.nms(boxes, scores, iou_threshold)
