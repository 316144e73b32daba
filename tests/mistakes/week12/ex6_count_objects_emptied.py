# mistake: -
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.again
# what: pops the caller's list
def count_objects(detections):
    counts = {}
    while detections:
        name = detections.pop()[0]
        counts[name] = counts.get(name, 0) + 1
    return counts
