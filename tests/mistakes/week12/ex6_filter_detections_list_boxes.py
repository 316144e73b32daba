# mistake: 464
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.plain_values
# what: boxes are lists, not tuples
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, box))
    return sorted(found, key=lambda d: d[1], reverse=True)
