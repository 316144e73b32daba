# mistake: 466
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.default_threshold
# what: threshold or 0.5: a threshold of 0 becomes 0.5
def filter_detections(prediction, class_names, threshold=None):
    threshold = threshold or 0.5
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
