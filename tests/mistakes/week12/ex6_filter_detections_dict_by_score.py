# mistake: 60
# function: ex6_detect.filter_detections
# caught: ex6_detect.filter_detections.equal_scores
# what: a dictionary from score to box: equal scores overwrite each other
def filter_detections(prediction, class_names, threshold=0.5):
    by_score = {}
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            by_score[score] = (class_names[label], score, tuple(box))
    return [by_score[s] for s in sorted(by_score, reverse=True)]
