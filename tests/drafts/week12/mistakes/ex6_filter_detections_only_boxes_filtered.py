# mistake: 62
# function: ex6_detect.filter_detections
# caught: ?
# what: filters the boxes, neither scores nor labels
def filter_detections(prediction, class_names, threshold=0.5):
    boxes = [tuple(b) for b, s in zip(prediction["boxes"].tolist(), prediction["scores"]) if s > threshold]
    names = [class_names[i] for i in prediction["labels"].tolist()]
    scores = prediction["scores"].tolist()
    return sorted(zip(names, scores, boxes), key=lambda d: d[1], reverse=True)
