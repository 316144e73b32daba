# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: boxes and labels, no scores
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {"boxes": prediction["boxes"].cpu(), "labels": prediction["labels"].cpu()}
