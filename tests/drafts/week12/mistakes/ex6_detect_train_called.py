# mistake: 58
# function: ex6_detect.detect
# caught: ?
# what: train() instead of eval()
def detect(model, image):
    model.train()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
