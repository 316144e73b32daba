# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: writes the filtered tensors back into the caller's dictionary
def filter_detections(prediction, class_names, threshold=0.5):
    keep = prediction["scores"] > threshold
    for key in ("boxes", "labels", "scores"):
        prediction[key] = prediction[key][keep]
    names = [class_names[i] for i in prediction["labels"].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"].tolist()]
    return sorted(zip(names, prediction["scores"].tolist(), boxes), key=lambda d: d[1], reverse=True)
