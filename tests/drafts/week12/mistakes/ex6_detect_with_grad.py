# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: no no_grad: boxes and scores require grad
def detect(model, image):
    model.eval()
    prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
