# mistake: 56
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.no_gradient
# what: returns what the model returns
def detect(model, image):
    model.eval()
    with torch.no_grad():
        return model([image])
