# mistake: -
# function: ex6_detect.count_objects
# caught: ex6_detect.count_objects.several, ex6_detect.count_objects.again
# what: groupby without sorting: only the last run of a name counts
def count_objects(detections):
    from itertools import groupby

    return {name: len(list(group)) for name, group in groupby(detections, key=lambda d: d[0])}
