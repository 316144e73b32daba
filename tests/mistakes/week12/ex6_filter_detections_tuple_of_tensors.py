# mistake: 465
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.plain_values
# what: tuple(box) of a tensor: four 0-d tensors
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score > threshold:
            found.append((class_names[label], score.item(), tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)
