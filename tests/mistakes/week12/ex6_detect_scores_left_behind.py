# mistake: 451
# function: ex6_detect.detect
# caught: ex6_detect.detect.on_cpu
# what: brings the boxes and the labels to the CPU, not the scores
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].cpu(),
        "labels": prediction["labels"].cpu(),
        "scores": prediction["scores"],
    }
