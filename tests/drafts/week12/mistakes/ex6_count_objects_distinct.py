# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: how many different names
def count_objects(detections):
    return len({name for name, _, _ in detections})
