# mistake: 492
# function: ex6_detect.nms
# caught: ex6_detect.nms.no_boxes
# what: fails without boxes
def nms(boxes, scores, iou_threshold=0.5):
    from torchvision import ops

    boxes = torch.stack([torch.as_tensor(box, dtype=torch.float32) for box in boxes])
    scores = torch.as_tensor(scores, dtype=torch.float32)
    return ops.nms(boxes, scores, iou_threshold).tolist()
