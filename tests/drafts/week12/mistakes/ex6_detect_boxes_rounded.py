# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: whole pixels: the boxes become int64
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].round().long().cpu(),
        "labels": prediction["labels"].cpu(),
        "scores": prediction["scores"].cpu(),
    }
