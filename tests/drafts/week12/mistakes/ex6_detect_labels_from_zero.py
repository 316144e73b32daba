# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: subtracts 1 from the labels
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].cpu(),
        "labels": prediction["labels"].cpu() - 1,
        "scores": prediction["scores"].cpu(),
    }
