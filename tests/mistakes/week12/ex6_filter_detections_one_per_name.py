# mistake: 470
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.equal_scores, ex6_detect.filter_detections.default_threshold
# what: a dictionary by name keeps one object of each class
def filter_detections(prediction, class_names, threshold=0.5):
    best = {}
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        name = class_names[label]
        if score > threshold and (name not in best or score > best[name][1]):
            best[name] = (name, score, tuple(box))
    return sorted(best.values(), key=lambda d: d[1], reverse=True)
