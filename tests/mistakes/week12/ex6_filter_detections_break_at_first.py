# mistake: 61
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.any_order
# what: stops at the first bad one: assumes sorted input
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score <= threshold:
            break
        found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
