# mistake: 461
# function: ex6_detect.detect
# caught: ex6_detect.detect.image_unchanged
# what: unsqueeze_ changes the shape of the caller's image
def detect(model, image):
    model.eval()
    image.unsqueeze_(0)
    with torch.no_grad():
        prediction = model(list(image))[0]
    return {key: value.cpu() for key, value in prediction.items()}
