# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: scores are 0-d tensors
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score > threshold:
            found.append((class_names[label], score, tuple(box.tolist())))
    return sorted(found, key=lambda d: d[1], reverse=True)
