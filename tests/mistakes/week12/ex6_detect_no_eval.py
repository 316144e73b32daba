# mistake: 58
# function: ex6_detect.detect
# caught: ex6_detect.detect.eval_mode
# what: no eval(): a detector in train mode wants targets
def detect(model, image):
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}
