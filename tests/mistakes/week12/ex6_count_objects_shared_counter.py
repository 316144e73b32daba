# mistake: 476
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.several, ex6_detect.count_objects.empty, ex6_detect.count_objects.again
# what: a default argument that remembers the last call
def count_objects(detections, counts={}):
    for name, _, _ in detections:
        counts[name] = counts.get(name, 0) + 1
    return counts
