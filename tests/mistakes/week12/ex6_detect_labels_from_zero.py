# mistake: 460
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.no_gradient
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
