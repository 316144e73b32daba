# mistake: 2
# function: ex6_detect.detect
# caught: ex6_detect.detect.no_gradient
# what: detaches the boxes and forgets the scores
def detect(model, image):
    model.eval()
    prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].detach().cpu(),
        "labels": prediction["labels"].cpu(),
        "scores": prediction["scores"].cpu(),
    }
