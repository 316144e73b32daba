# mistake: 62
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.any_order
# what: filters the boxes and the scores, not the labels
def filter_detections(prediction, class_names, threshold=0.5):
    keep = prediction["scores"] > threshold
    boxes = [tuple(b) for b in prediction["boxes"][keep].tolist()]
    scores = prediction["scores"][keep].tolist()
    names = [class_names[i] for i in prediction["labels"].tolist()]
    return sorted(zip(names, scores, boxes), key=lambda d: d[1], reverse=True)
