# mistake: -
# function: ex6_detect.filter_detections
# caught: ?
# what: the iterator of zip instead of a list
def filter_detections(prediction, class_names, threshold=0.5):
    order = prediction["scores"].argsort(descending=True)
    order = order[prediction["scores"][order] > threshold]
    names = [class_names[i] for i in prediction["labels"][order].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"][order].tolist()]
    return zip(names, prediction["scores"][order].tolist(), boxes)
