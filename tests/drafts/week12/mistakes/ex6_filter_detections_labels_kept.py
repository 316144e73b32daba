# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: the label number instead of the name
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((label, score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
