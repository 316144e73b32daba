# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: None for an empty list
def count_objects(detections):
    if not detections:
        return None
    counts = {}
    for name, _, _ in detections:
        counts[name] = counts.get(name, 0) + 1
    return counts
