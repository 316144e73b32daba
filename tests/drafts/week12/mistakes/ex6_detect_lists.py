# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: lists of numbers instead of tensors
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.tolist() for key, value in prediction.items()}
