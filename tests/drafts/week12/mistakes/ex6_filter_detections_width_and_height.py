# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: boxes as (x, y, width, height)
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for (x1, y1, x2, y2), label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, (x1, y1, x2 - x1, y2 - y1)))
    return sorted(found, key=lambda d: d[1], reverse=True)
