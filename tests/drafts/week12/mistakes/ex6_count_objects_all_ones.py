# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: fromkeys(names, 1)
def count_objects(detections):
    return dict.fromkeys([name for name, _, _ in detections], 1)
