# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: resizes the image to 224 first: boxes in other coordinates
def detect(model, image):
    image = nn.functional.interpolate(image.unsqueeze(0), size=(224, 224), mode="bilinear")[0]
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
