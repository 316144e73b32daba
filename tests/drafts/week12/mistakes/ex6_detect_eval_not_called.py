# mistake: 58
# function: ex6_detect.detect
# caught: ?
# what: model.eval without parentheses
def detect(model, image):
    model.eval
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
