# mistake: 59
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.none_above_threshold, ex6_detect.filter_detections.no_boxes
# what: the number of the last good one, [-1] of an empty list when there is none
def filter_detections(prediction, class_names, threshold=0.5):
    scores, order = prediction["scores"].sort(descending=True)
    scores = scores.tolist()
    labels = prediction["labels"][order].tolist()
    boxes = prediction["boxes"][order].tolist()
    last = [i for i, s in enumerate(scores) if s > threshold][-1]
    return [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in range(last + 1)]
