# mistake: 475
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.several, ex6_detect.count_objects.again
# what: counts[name] = 1 for every object
def count_objects(detections):
    counts = {}
    for name, _, _ in detections:
        if name in counts:
            counts[name] = +1
        else:
            counts[name] = 1
    return counts
