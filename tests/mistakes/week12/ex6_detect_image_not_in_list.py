# mistake: 55
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.no_gradient
# what: model(image): the image itself instead of a list
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model(image)
    return {key: value.cpu() for key, value in prediction[0].items()}
