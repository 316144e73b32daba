# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: flips the channels to BGR
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image.flip(0)])[0]
    return {key: value.cpu() for key, value in prediction.items()}
