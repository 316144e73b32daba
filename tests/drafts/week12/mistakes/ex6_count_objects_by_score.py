# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: counts the scores
def count_objects(detections):
    counts = {}
    for _, score, _ in detections:
        counts[score] = counts.get(score, 0) + 1
    return counts
