# mistake: 456
# function: ex6_detect.detect
# caught: ex6_detect.detect.one_image, ex6_detect.detect.eval_mode, ex6_detect.detect.on_cpu
# what: drops scores below 0.5 already here
def detect(model, image):
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    keep = prediction["scores"] > 0.5
    return {key: prediction[key][keep].cpu() for key in ("boxes", "labels", "scores")}
