# mistake: 59
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.no_boxes
# what: looks at the best score first: max() of no scores raises
def filter_detections(prediction, class_names, threshold=0.5):
    if prediction["scores"].max() <= threshold:
        return []
    found = []
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score > threshold:
            found.append((class_names[label], score.item(), tuple(box.tolist())))
    return sorted(found, key=lambda d: d[1], reverse=True)
