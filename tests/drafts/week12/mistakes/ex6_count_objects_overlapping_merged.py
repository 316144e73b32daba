# mistake: -
# function: ex6_detect.count_objects
# caught: ?
# what: boxes of one name that touch count as one
def count_objects(detections):
    counts, seen = {}, []
    for name, _, box in detections:
        if any(name == n and box_iou(box, b) > 0 for n, b in seen):
            continue
        seen.append((name, box))
        counts[name] = counts.get(name, 0) + 1
    return counts
