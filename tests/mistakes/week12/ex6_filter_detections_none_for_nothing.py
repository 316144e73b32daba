# mistake: 468
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.none_above_threshold, ex6_detect.filter_detections.no_boxes
# what: None when nothing is above the threshold
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    if found:
        return sorted(found, key=lambda d: d[1], reverse=True)
