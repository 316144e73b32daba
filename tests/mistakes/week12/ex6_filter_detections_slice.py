# mistake: 61
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.any_order
# what: everything up to the last good one: assumes sorted input
def filter_detections(prediction, class_names, threshold=0.5):
    scores = prediction["scores"].tolist()
    good = [i for i, s in enumerate(scores) if s > threshold]
    if not good:
        return []
    names = [class_names[i] for i in prediction["labels"].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"].tolist()]
    found = list(zip(names, scores, boxes))[: good[-1] + 1]
    return sorted(found, key=lambda d: d[1], reverse=True)
