# mistake: 57
# function: ex6_detect.detect
# caught: ?
# what: brings the image to -1..1 before the detector
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([(image - 0.5) / 0.5])[0]
    return {key: value.cpu() for key, value in prediction.items()}
