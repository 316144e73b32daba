# mistake: 60
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.equal_scores
# what: scores.index(s): equal scores all give the first one
def filter_detections(prediction, class_names, threshold=0.5):
    scores = prediction["scores"].tolist()
    labels = prediction["labels"].tolist()
    boxes = prediction["boxes"].tolist()
    keep = [scores.index(s) for s in scores if s > threshold]
    found = [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in keep]
    return sorted(found, key=lambda d: d[1], reverse=True)
