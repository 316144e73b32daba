# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: only the first word of the name: "traffic light" becomes "traffic"
def count_objects(detections):
    counts = {}
    for name, _, _ in detections:
        word = name.split()[0]
        counts[word] = counts.get(word, 0) + 1
    return counts
