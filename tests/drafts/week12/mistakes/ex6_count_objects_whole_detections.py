# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: counts equal (name, score, box) triples
def count_objects(detections):
    counts = {}
    for detection in detections:
        counts[detection] = counts.get(detection, 0) + 1
    return counts
