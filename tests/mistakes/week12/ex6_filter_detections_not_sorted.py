# mistake: 462
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.any_order
# what: in the order of the input
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return found
