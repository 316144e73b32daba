# mistake: 61
# function: ex6_detect.filter_detections
# caught: ?
# what: the first n, n = how many are good: assumes sorted input
def filter_detections(prediction, class_names, threshold=0.5):
    n = int((prediction["scores"] > threshold).sum())
    names = [class_names[i] for i in prediction["labels"][:n].tolist()]
    scores = prediction["scores"][:n].tolist()
    boxes = [tuple(b) for b in prediction["boxes"][:n].tolist()]
    return sorted(zip(names, scores, boxes), key=lambda d: d[1], reverse=True)
