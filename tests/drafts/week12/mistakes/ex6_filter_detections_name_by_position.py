# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: class_names[i] for the i-th box
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for i, (box, score) in enumerate(zip(prediction["boxes"].tolist(), prediction["scores"].tolist())):
        if score > threshold:
            found.append((class_names[i], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
