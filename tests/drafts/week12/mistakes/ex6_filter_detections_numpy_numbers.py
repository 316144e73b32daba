# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: np.float32 scores and boxes
def filter_detections(prediction, class_names, threshold=0.5):
    boxes = prediction["boxes"].numpy()
    labels = prediction["labels"].numpy()
    scores = prediction["scores"].numpy()
    order = scores.argsort()[::-1]
    return [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in order if scores[i] > threshold]
