# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: (boxes, labels, scores) instead of a dictionary
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return prediction["boxes"].cpu(), prediction["labels"].cpu(), prediction["scores"].cpu()
