# mistake: 458
# function: ex6_detect.detect
# caught: ex6_detect.detect.eval_mode
# what: training = False on the model itself, not on its parts
def detect(model, image):
    model.training = False
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
