# mistake: 63
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.above_threshold, ex6_detect.filter_detections.plain_values, ex6_detect.filter_detections.any_order
# what: class_names[label - 1]
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label - 1], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
