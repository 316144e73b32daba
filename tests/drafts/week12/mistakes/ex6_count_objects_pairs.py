# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: a list of pairs
def count_objects(detections):
    from collections import Counter

    return Counter(name for name, _, _ in detections).most_common()
