# mistake: -
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.prediction_unchanged
# what: relies on the order and the number of the keys
def filter_detections(prediction, class_names, threshold=0.5):
    boxes, labels, scores = (value.tolist() for value in prediction.values())
    found = []
    for box, label, score in zip(boxes, labels, scores):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
