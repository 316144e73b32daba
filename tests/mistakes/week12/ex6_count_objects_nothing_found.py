# mistake: 478
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.empty
# what: detections[0] of an empty list
def count_objects(detections):
    counts = {detections[0][0]: 1}
    for name, _, _ in detections[1:]:
        counts[name] = counts.get(name, 0) + 1
    return counts
