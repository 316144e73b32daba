# mistake: 63
# function: ex6_detect.filter_detections
# caught: ?
# what: drops the background from the names, so that all are shifted
def filter_detections(prediction, class_names, threshold=0.5):
    names = class_names[1:] + class_names[:1]
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
