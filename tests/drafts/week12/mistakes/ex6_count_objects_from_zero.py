# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: the first one counts as 0
def count_objects(detections):
    counts = {}
    for name, _, _ in detections:
        if name not in counts:
            counts[name] = 0
        else:
            counts[name] += 1
    return counts
