# mistake: -
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.prediction_unchanged
# what: takes the background out of the caller's list of names, and then subtracts 1 from the labels
def filter_detections(prediction, class_names, threshold=0.5):
    class_names.pop(0)
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label - 1], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
