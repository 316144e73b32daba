# mistake: 459
# function: ex6_detect.detect
# caught: ex6_detect.detect.few_boxes
# what: squeeze loses the dimension n when there is one box
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: prediction[key].squeeze().cpu() for key in ("boxes", "labels", "scores")}
