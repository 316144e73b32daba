# mistake: 455
# function: ex6_detect.detect
# caught: ex6_detect.detect.no_gradient
# what: freezes the caller's model instead of using no_grad
def detect(model, image):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.eval()
    prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
