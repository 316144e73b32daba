# mistake: 452
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.no_gradient
# what: the detector sees 0..255
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image * 255])[0]
    return {key: value.cpu() for key, value in prediction.items()}
