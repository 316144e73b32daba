# mistake: 56
# function: ex6_detect.detect
# caught: ?
# what: returns what the model returns
def detect(model, image):
    model.eval()
    with torch.no_grad():
        return model([image])
