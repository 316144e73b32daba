# mistake: 469
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.none_above_threshold
# what: when nothing is above the threshold, the best one after all
def filter_detections(prediction, class_names, threshold=0.5):
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        found.append((class_names[label], score, tuple(box)))
    found.sort(key=lambda d: d[1], reverse=True)
    return [d for d in found if d[1] > threshold] or found[:1]
