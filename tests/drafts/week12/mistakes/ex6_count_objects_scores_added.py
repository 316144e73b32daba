# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: adds the scores of each name
def count_objects(detections):
    counts = {}
    for name, score, _ in detections:
        counts[name] = counts.get(name, 0) + score
    return counts
