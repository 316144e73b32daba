# mistake: 477
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.several, ex6_detect.count_objects.again
# what: only scores above 0.5
def count_objects(detections):
    counts = {}
    for name, score, _ in detections:
        if score > 0.5:
            counts[name] = counts.get(name, 0) + 1
    return counts
