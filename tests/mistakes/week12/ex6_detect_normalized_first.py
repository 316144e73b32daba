# mistake: 57
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.no_gradient
# what: normalises with ImageNet's numbers before the detector
def detect(model, image):
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    model.eval()
    with torch.no_grad():
        prediction = model([(image - mean) / std])[0]
    return {key: value.cpu() for key, value in prediction.items()}
