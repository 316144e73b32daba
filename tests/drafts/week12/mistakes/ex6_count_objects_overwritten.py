# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: counts[name] = 1 for every object
def count_objects(detections):
    counts = {}
    for name, _, _ in detections:
        if name in counts:
            counts[name] = +1
        else:
            counts[name] = 1
    return counts
