# mistake: -
# function: ex6_detect.detect
# caught: ?
# what: only the best box
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: prediction[key][:1].cpu() for key in ("boxes", "labels", "scores")}
