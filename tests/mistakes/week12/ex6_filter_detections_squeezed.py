# mistake: -
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.one_box
# what: squeeze: a single detection is no longer a list
def filter_detections(prediction, class_names, threshold=0.5):
    scores = prediction["scores"].squeeze().tolist()
    labels = prediction["labels"].squeeze().tolist()
    boxes = prediction["boxes"].squeeze().tolist()
    found = []
    for box, label, score in zip(boxes, labels, scores):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
