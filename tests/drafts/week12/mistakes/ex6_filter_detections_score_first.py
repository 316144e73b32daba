# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: (score, name, box)
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((score, class_names[label], tuple(box)))
    return sorted(found, reverse=True)
