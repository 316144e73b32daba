# mistake: 62
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.any_order
# what: sorts the scores only: names and boxes stay behind
def filter_detections(prediction, class_names, threshold=0.5):
    keep = prediction["scores"] > threshold
    scores = sorted(prediction["scores"][keep].tolist(), reverse=True)
    names = [class_names[i] for i in prediction["labels"][keep].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"][keep].tolist()]
    return list(zip(names, scores, boxes))
