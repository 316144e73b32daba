"""Wrong solutions of ex6_detect: detect, filter_detections, count_objects, box_iou, nms, draw_detections."""

from grader.audit.wrong import wrong


@wrong(caught="one_image, no_gradient", mistake="tensors_turned_into_arrays")
def detect__arrays(model, image):
    """NumPy arrays instead of tensors"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu().numpy() for key, value in prediction.items()}


@wrong(caught="one_image, no_gradient", mistake="image_in_bgr")
def detect__bgr(model, image):
    """turns RGB into BGR, as for a model of OpenCV"""
    model.eval()
    with torch.no_grad():
        prediction = model([image[[2, 1, 0]]])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="no_gradient", mistake="no_grad_missing")
def detect__boxes_only_detached(model, image):
    """detaches the boxes and forgets the scores"""
    model.eval()
    prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].detach().cpu(),
        "labels": prediction["labels"].cpu(),
        "scores": prediction["scores"].cpu(),
    }


@wrong(caught="eval_mode", mistake="eval_root_only")
def detect__eval_root_only(model, image):
    """training = False on the model itself, not on its parts"""
    model.training = False
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image, eval_mode, on_cpu", mistake="filtered_too_early")
def detect__filtered(model, image):
    """drops scores below 0.5 already here"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    keep = prediction["scores"] > 0.5
    return {key: prediction[key][keep].cpu() for key in ("boxes", "labels", "scores")}


@wrong(caught="no_gradient", mistake="caller_model_frozen")
def detect__frozen(model, image):
    """freezes the caller's model instead of using no_grad"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.eval()
    prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image, eval_mode, no_gradient", mistake="image_not_in_list")
def detect__image_not_in_list(model, image):
    """model(image): the image itself instead of a list"""
    model.eval()
    with torch.no_grad():
        prediction = model(image)
    return {key: value.cpu() for key, value in prediction[0].items()}


@wrong(caught="one_image, eval_mode, no_gradient", mistake="one_subtracted_from_labels")
def detect__labels_from_zero(model, image):
    """subtracts 1 from the labels"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].cpu(),
        "labels": prediction["labels"].cpu() - 1,
        "scores": prediction["scores"].cpu(),
    }


@wrong(caught="one_image, eval_mode, no_gradient", mistake="list_returned_as_is")
def detect__list_returned_as_is(model, image):
    """returns what the model returns"""
    model.eval()
    with torch.no_grad():
        return model([image])


@wrong(caught="eval_mode", mistake="detector_in_train_mode")
def detect__no_eval(model, image):
    """no eval(): a detector in train mode wants targets"""
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image, eval_mode, no_gradient", mistake="image_normalized_first")
def detect__normalized_first(model, image):
    """normalises with ImageNet's numbers before the detector"""
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    model.eval()
    with torch.no_grad():
        prediction = model([(image - mean) / std])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image, eval_mode, no_gradient", mistake="image_times_255")
def detect__scaled_to_255(model, image):
    """the detector sees 0..255"""
    model.eval()
    with torch.no_grad():
        prediction = model([image * 255])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="on_cpu", mistake="tensors_left_on_device")
def detect__scores_left_behind(model, image):
    """brings the boxes and the labels to the CPU, not the scores"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {
        "boxes": prediction["boxes"].cpu(),
        "labels": prediction["labels"].cpu(),
        "scores": prediction["scores"],
    }


@wrong(caught="few_boxes", mistake="box_dim_squeezed")
def detect__squeezed(model, image):
    """squeeze loses the dimension n when there is one box"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: prediction[key].squeeze().cpu() for key in ("boxes", "labels", "scores")}


@wrong(caught="image_unchanged", mistake="image_changed_in_place")
def detect__unsqueezed_in_place(model, image):
    """unsqueeze_ changes the shape of the caller's image"""
    model.eval()
    image.unsqueeze_(0)
    with torch.no_grad():
        prediction = model(list(image))[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="above_threshold, any_order, none_above_threshold", mistake="below_threshold_kept")
def filter_detections__below(prediction, class_names, threshold=0.5):
    """keeps those below the threshold"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score < threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="none_above_threshold", mistake="best_of_nothing_returned")
def filter_detections__best_of_nothing(prediction, class_names, threshold=0.5):
    """when nothing is above the threshold, the best one after all"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        found.append((class_names[label], score, tuple(box)))
    found.sort(key=lambda d: d[1], reverse=True)
    return [d for d in found if d[1] > threshold] or found[:1]


@wrong(caught="any_order", mistake="parts_filtered_alone")
def filter_detections__boxes_only(prediction, class_names, threshold=0.5):
    """filters the boxes and the scores, not the labels"""
    keep = prediction["scores"] > threshold
    boxes = [tuple(b) for b in prediction["boxes"][keep].tolist()]
    scores = prediction["scores"][keep].tolist()
    names = [class_names[i] for i in prediction["labels"].tolist()]
    return sorted(zip(names, scores, boxes), key=lambda d: d[1], reverse=True)


@wrong(caught="any_order", mistake="input_assumed_sorted")
def filter_detections__break_at_first(prediction, class_names, threshold=0.5):
    """stops at the first bad one: assumes sorted input"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score <= threshold:
            break
        found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="default_threshold")
def filter_detections__default_lower(prediction, class_names, threshold=0.45):
    """the default is 0.45"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="equal_scores", mistake="looked_up_by_score")
def filter_detections__dict_by_score(prediction, class_names, threshold=0.5):
    """a dictionary from score to box: equal scores overwrite each other"""
    by_score = {}
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            by_score[score] = (class_names[label], score, tuple(box))
    return [by_score[s] for s in sorted(by_score, reverse=True)]


@wrong(caught="equal_scores", mistake="looked_up_by_score")
def filter_detections__index_of_score(prediction, class_names, threshold=0.5):
    """scores.index(s): equal scores all give the first one"""
    scores = prediction["scores"].tolist()
    labels = prediction["labels"].tolist()
    boxes = prediction["boxes"].tolist()
    keep = [scores.index(s) for s in scores if s > threshold]
    found = [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in keep]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, plain_values, any_order", mistake="names_shifted_by_one")
def filter_detections__label_minus_one(prediction, class_names, threshold=0.5):
    """class_names[label - 1]"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label - 1], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order, one_box", mistake="label_number_for_name")
def filter_detections__label_numbers(prediction, class_names, threshold=0.5):
    """the number of the class instead of its name"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((label, score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="none_above_threshold, no_boxes", mistake="last_or_max_of_nothing")
def filter_detections__last_good_one(prediction, class_names, threshold=0.5):
    """the number of the last good one, [-1] of an empty list when there is none"""
    scores, order = prediction["scores"].sort(descending=True)
    scores = scores.tolist()
    labels = prediction["labels"][order].tolist()
    boxes = prediction["boxes"][order].tolist()
    last = [i for i, s in enumerate(scores) if s > threshold][-1]
    return [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in range(last + 1)]


@wrong(caught="plain_values", mistake="box_not_tuple")
def filter_detections__list_boxes(prediction, class_names, threshold=0.5):
    """boxes are lists, not tuples"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, box))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="no_boxes", mistake="last_or_max_of_nothing")
def filter_detections__max_of_nothing(prediction, class_names, threshold=0.5):
    """looks at the best score first: max() of no scores raises"""
    if prediction["scores"].max() <= threshold:
        return []
    found = []
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score > threshold:
            found.append((class_names[label], score.item(), tuple(box.tolist())))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order", mistake="name_by_position")
def filter_detections__names_by_place(prediction, class_names, threshold=0.5):
    """the i-th name for the i-th box"""
    found = []
    for i, (box, score) in enumerate(zip(prediction["boxes"].tolist(), prediction["scores"].tolist())):
        if score > threshold:
            found.append((class_names[i], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="prediction_unchanged")
def filter_detections__names_popped(prediction, class_names, threshold=0.5):
    """takes the background out of the caller's list of names, and then subtracts 1 from the labels"""
    class_names.pop(0)
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label - 1], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="none_above_threshold, no_boxes", mistake="path_without_return")
def filter_detections__none_for_nothing(prediction, class_names, threshold=0.5):
    """None when nothing is above the threshold"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    if found:
        return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="any_order", mistake="not_sorted_by_score")
def filter_detections__not_sorted(prediction, class_names, threshold=0.5):
    """in the order of the input"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return found


@wrong(caught="equal_to_threshold", mistake="threshold_inclusive")
def filter_detections__not_strict(prediction, class_names, threshold=0.5):
    """>=: a score equal to the threshold stays"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score >= threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="equal_scores, default_threshold", mistake="one_per_name_kept")
def filter_detections__one_per_name(prediction, class_names, threshold=0.5):
    """a dictionary by name keeps one object of each class"""
    best = {}
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        name = class_names[label]
        if score > threshold and (name not in best or score > best[name][1]):
            best[name] = (name, score, tuple(box))
    return sorted(best.values(), key=lambda d: d[1], reverse=True)


@wrong(caught="prediction_unchanged", mistake="written_into_prediction")
def filter_detections__put_back(prediction, class_names, threshold=0.5):
    """filters in the dictionary of the caller"""
    keep = prediction["scores"] > threshold
    for key in ("boxes", "labels", "scores"):
        prediction[key] = prediction[key][keep]
    names = [class_names[i] for i in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = list(zip(names, prediction["scores"].tolist(), boxes))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, plain_values, any_order", mistake="scores_or_boxes_rounded")
def filter_detections__rounded_scores(prediction, class_names, threshold=0.5):
    """scores rounded to two places"""
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], round(score, 2), tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="any_order", mistake="parts_filtered_alone")
def filter_detections__scores_sorted_alone(prediction, class_names, threshold=0.5):
    """sorts the scores only: names and boxes stay behind"""
    keep = prediction["scores"] > threshold
    scores = sorted(prediction["scores"][keep].tolist(), reverse=True)
    names = [class_names[i] for i in prediction["labels"][keep].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"][keep].tolist()]
    return list(zip(names, scores, boxes))


@wrong(caught="any_order", mistake="input_assumed_sorted")
def filter_detections__slice(prediction, class_names, threshold=0.5):
    """everything up to the last good one: assumes sorted input"""
    scores = prediction["scores"].tolist()
    good = [i for i, s in enumerate(scores) if s > threshold]
    if not good:
        return []
    names = [class_names[i] for i in prediction["labels"].tolist()]
    boxes = [tuple(b) for b in prediction["boxes"].tolist()]
    found = list(zip(names, scores, boxes))[: good[-1] + 1]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="one_box")
def filter_detections__squeezed(prediction, class_names, threshold=0.5):
    """squeeze: a single detection is no longer a list"""
    scores = prediction["scores"].squeeze().tolist()
    labels = prediction["labels"].squeeze().tolist()
    boxes = prediction["boxes"].squeeze().tolist()
    found = []
    for box, label, score in zip(boxes, labels, scores):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="default_threshold", mistake="threshold_fixed_at_half")
def filter_detections__threshold_or(prediction, class_names, threshold=None):
    """threshold or 0.5: a threshold of 0 becomes 0.5"""
    threshold = threshold or 0.5
    found = []
    for box, label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="plain_values", mistake="numbers_left_as_tensors")
def filter_detections__tuple_of_tensors(prediction, class_names, threshold=0.5):
    """tuple(box) of a tensor: four 0-d tensors"""
    found = []
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score > threshold:
            found.append((class_names[label], score.item(), tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="prediction_unchanged")
def filter_detections__values_unpacked(prediction, class_names, threshold=0.5):
    """relies on the order and the number of the keys"""
    boxes, labels, scores = (value.tolist() for value in prediction.values())
    found = []
    for box, label, score in zip(boxes, labels, scores):
        if score > threshold:
            found.append((class_names[label], score, tuple(box)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order, one_box", mistake="boxes_returned_as_xywh")
def filter_detections__width_and_height(prediction, class_names, threshold=0.5):
    """boxes as (x, y, width, height)"""
    found = []
    for (x1, y1, x2, y2), label, score in zip(
        prediction["boxes"].tolist(), prediction["labels"].tolist(), prediction["scores"].tolist()
    ):
        if score > threshold:
            found.append((class_names[label], score, (x1, y1, x2 - x1, y2 - y1)))
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="several, again", mistake="low_scores_left_out")
def count_objects__certain_only(detections):
    """only scores above 0.5"""
    counts = {}
    for name, score, _ in detections:
        if score > 0.5:
            counts[name] = counts.get(name, 0) + 1
    return counts


@wrong(caught="again")
def count_objects__emptied(detections):
    """pops the caller's list"""
    counts = {}
    while detections:
        name = detections.pop()[0]
        counts[name] = counts.get(name, 0) + 1
    return counts


@wrong(caught="several, again", mistake="pairs_for_dict")
def count_objects__most_common(detections):
    """a list of pairs, the most common name first"""
    from collections import Counter

    return Counter(name for name, _, _ in detections).most_common()


@wrong(caught="empty", mistake="first_of_empty_list")
def count_objects__nothing_found(detections):
    """detections[0] of an empty list"""
    counts = {detections[0][0]: 1}
    for name, _, _ in detections[1:]:
        counts[name] = counts.get(name, 0) + 1
    return counts


@wrong(caught="several, again", mistake="count_never_increased")
def count_objects__overwritten(detections):
    """counts[name] = 1 for every object"""
    counts = {}
    for name, _, _ in detections:
        if name in counts:
            counts[name] = +1
        else:
            counts[name] = 1
    return counts


@wrong(caught="several, again")
def count_objects__runs(detections):
    """groupby without sorting: only the last run of a name counts"""
    from itertools import groupby

    return {name: len(list(group)) for name, group in groupby(detections, key=lambda d: d[0])}


@wrong(caught="several, empty, again", mistake="counter_shared_by_calls")
def count_objects__shared_counter(detections, counts={}):
    """a default argument that remembers the last call"""
    for name, _, _ in detections:
        counts[name] = counts.get(name, 0) + 1
    return counts


@wrong(caught="apart", mistake="negative_sides_multiplied")
def box_iou__apart_in_both(a, b):
    """returns 0 early, but only when the boxes are apart in x and in y"""
    if (a[2] < b[0] or b[2] < a[0]) and (a[3] < b[1] or b[3] < a[1]):
        return 0.0
    inter = (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))


@wrong(caught="inside, crossing, tensors")
def box_iou__corner_inside(a, b):
    """no overlap unless a corner of b lies inside a"""
    corners = [(x, y) for x in (b[0], b[2]) for y in (b[1], b[3])]
    if not any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for x, y in corners):
        return 0.0
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    inter = width * height
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))


@wrong(caught="tensors")
def box_iou__in_place(a, b):
    """turns the caller's boxes into width and height in place"""
    if not isinstance(a, torch.Tensor):
        a = torch.tensor([float(v) for v in a])
    if not isinstance(b, torch.Tensor):
        b = torch.tensor([float(v) for v in b])
    size = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0)
    inter = size[0] * size[1]
    a[2:] -= a[:2]
    b[2:] -= b[:2]
    return float(inter / (a[2] * a[3] + b[2] * b[3] - inter))


@wrong(caught="overlap, inside, crossing", mistake="overlap_counted_twice")
def box_iou__inter_not_subtracted(a, b):
    """the union without - inter"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = width * height
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b))


@wrong(caught="overlap, inside, crossing", mistake="relative_position_assumed")
def box_iou__left_first(a, b):
    """only sees an overlap when a lies to the left of and above b"""
    width = max(0.0, a[2] - b[0])
    height = max(0.0, a[3] - b[1])
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / union if union > 0 else 0.0


@wrong(caught="apart", mistake="negative_sides_multiplied")
def box_iou__no_clamp(a, b):
    """no clamp at 0: two negative sides make a positive area"""
    inter = (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))


@wrong(caught="apart", mistake="none_when_apart")
def box_iou__none_when_apart(a, b):
    """None when the boxes do not overlap"""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width > 0 and height > 0:
        inter = width * height
        area_a = (a[2] - a[0]) * (a[3] - a[1])
        area_b = (b[2] - b[0]) * (b[3] - b[1])
        return float(inter / (area_a + area_b - inter))


@wrong(caught="overlap, crossing")
def box_iou__over_the_hull(a, b):
    """divides by the box around both, not by what they cover"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return float(width * height / ((max(a[2], b[2]) - min(a[0], b[0])) * (max(a[3], b[3]) - min(a[1], b[1]))))


@wrong(caught="overlap, inside, crossing", mistake="divided_by_one_box")
def box_iou__over_the_smaller(a, b):
    """overlap divided by the smaller area: a box inside another gives 1"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(width * height / min(area_a, area_b))


@wrong(caught="overlap, apart, inside", mistake="one_added_to_sides")
def box_iou__plus_one(a, b):
    """+1 on widths and heights"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]) + 1)
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]) + 1)
    inter = width * height
    area_a = (a[2] - a[0] + 1) * (a[3] - a[1] + 1)
    area_b = (b[2] - b[0] + 1) * (b[3] - b[1] + 1)
    return float(inter / (area_a + area_b - inter))


@wrong(caught="tensors", mistake="overlap_left_as_tensor")
def box_iou__tensor_0d(a, b):
    """a 0-d tensor, not a float"""
    a = torch.as_tensor(a, dtype=torch.float64)
    b = torch.as_tensor(b, dtype=torch.float64)
    inter = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0).prod()
    return inter / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - inter)


@wrong(caught="overlap, crossing", mistake="coordinates_made_integers")
def box_iou__whole_pixels(a, b):
    """int() of every coordinate"""
    ax1, ay1, ax2, ay2 = (int(value) for value in a)
    bx1, by1, bx2, by2 = (int(value) for value in b)
    inter = max(0, min(ax2, bx2) - max(ax1, bx1)) * max(0, min(ay2, by2) - max(ay1, by1))
    return inter / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter)


@wrong(caught="overlap, inside, crossing", mistake="xyxy_read_as_xywh")
def box_iou__width_and_height(a, b):
    """the last two are taken for width and height"""
    ax, ay, aw, ah = (float(value) for value in a)
    bx, by, bw, bh = (float(value) for value in b)
    width = min(ax + aw, bx + bw) - max(ax, bx)
    height = min(ay + ah, by + bh) - max(ay, by)
    inter = max(0.0, width) * max(0.0, height)
    return inter / (aw * ah + bw * bh - inter)


@wrong(caught="apart", mistake="negative_sides_multiplied")
def box_iou__width_clamped_only(a, b):
    """clamps the width only: below each other gives a negative number"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    inter = width * (min(a[3], b[3]) - max(a[1], b[1]))
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return float(inter / (area_a + area_b - inter))


@wrong(caught="equal_to_threshold")
def nms__default_lower(boxes, scores, iou_threshold=0.45):
    """the default is 0.45"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="dropped_drops_none", mistake="dropped_box_drops")
def nms__dropped_ones_drop(boxes, scores, iou_threshold=0.5):
    """a box that was dropped still drops others"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    for n, i in enumerate(order):
        if all(box_iou(boxes[j], boxes[i]) <= iou_threshold for j in order[:n]):
            keep.append(i)
    return keep


@wrong(caught="several_objects, any_order, dropped_drops_none", mistake="dropped_indices_returned")
def nms__dropped_ones_returned(boxes, scores, iou_threshold=0.5):
    """returns what was dropped"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    dropped = []
    while order:
        best = order.pop(0)
        rest = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
        dropped += [i for i in order if i not in rest]
        order = rest
    return sorted(dropped)


@wrong(caught="several_objects, any_order, dropped_drops_none", mistake="compared_with_one_only")
def nms__first_only(boxes, scores, iou_threshold=0.5):
    """compares all with the best one only"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    if not order:
        return []
    first = order[0]
    return [first] + [i for i in order[1:] if box_iou(boxes[first], boxes[i]) <= iou_threshold]


@wrong(caught="any_order", mistake="score_order_ignored")
def nms__input_order(boxes, scores, iou_threshold=0.5):
    """goes through the boxes in the order of the input"""
    order = list(range(len(scores)))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="several_objects, any_order, dropped_drops_none", mistake="last_box_lost")
def nms__last_left_lost(boxes, scores, iou_threshold=0.5):
    """while len(order) > 1: the last box is lost"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while len(order) > 1:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="several_objects, any_order", mistake="lowest_score_first")
def nms__lowest_first(boxes, scores, iou_threshold=0.5):
    """sorted without reverse: the lowest score comes first"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]))
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="no_boxes", mistake="no_boxes_forgotten")
def nms__no_boxes(boxes, scores, iou_threshold=0.5):
    """fails without boxes"""
    from torchvision import ops

    boxes = torch.stack([torch.as_tensor(box, dtype=torch.float32) for box in boxes])
    scores = torch.as_tensor(scores, dtype=torch.float32)
    return ops.nms(boxes, scores, iou_threshold).tolist()


@wrong(caught="equal_to_threshold", mistake="equal_overlap_dropped")
def nms__not_strict(boxes, scores, iou_threshold=0.5):
    """>=: an IoU of exactly the threshold goes"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) < iou_threshold]
    return keep


@wrong(caught="any_order", mistake="sorted_places_returned")
def nms__positions(boxes, scores, iou_threshold=0.5):
    """places in the sorted order instead of the caller's indices"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    boxes = [boxes[i] for i in order]
    left = list(range(len(boxes)))
    keep = []
    while left:
        best = left.pop(0)
        keep.append(best)
        left = [i for i in left if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="several_objects, any_order, equal_to_threshold", mistake="compared_with_one_only")
def nms__previous_only(boxes, scores, iou_threshold=0.5):
    """compares with the last one kept only"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    for i in order:
        if not keep or box_iou(boxes[keep[-1]], boxes[i]) <= iou_threshold:
            keep.append(i)
    return keep


@wrong(caught="lists")
def nms__scores_in_place(boxes, scores, iou_threshold=0.5):
    """sets the caller's scores to -1 while it goes"""
    keep = []
    for _ in range(len(scores)):
        best = max(range(len(scores)), key=lambda i: float(scores[i]))
        if scores[best] < 0:
            break
        keep.append(best)
        for i in range(len(scores)):
            if i == best or box_iou(boxes[best], boxes[i]) > iou_threshold:
                scores[i] = -1.0
    return keep


@wrong(caught="several_objects, any_order, other_threshold", mistake="list_changed_in_loop")
def nms__skipped_while_removing(boxes, scores, iou_threshold=0.5):
    """removes from the list that it walks over: the next box is skipped"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        for i in order:
            if box_iou(boxes[best], boxes[i]) > iou_threshold:
                order.remove(i)
    return keep


@wrong(caught="any_order", mistake="score_order_ignored")
def nms__sorted_indices(boxes, scores, iou_threshold=0.5):
    """the right boxes, but by index, not best first"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return sorted(keep)


@wrong(caught="no_boxes, lists", mistake="indices_left_as_tensor")
def nms__tensor(boxes, scores, iou_threshold=0.5):
    """a tensor of indices"""
    from torchvision import ops

    boxes = torch.tensor([[float(v) for v in box] for box in boxes]).reshape(-1, 4)
    scores = torch.tensor([float(s) for s in scores])
    return ops.nms(boxes, scores, iou_threshold)


@wrong(caught="other_threshold", mistake="given_threshold_unused")
def nms__threshold_fixed(boxes, scores, iou_threshold=0.5):
    """always 0.5"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= 0.5]
    return keep


@wrong(caught="equal_scores", mistake="higher_index_on_ties")
def nms__ties_higher_index(boxes, scores, iou_threshold=0.5):
    """equal scores: the higher index comes first"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]))
    keep = []
    while order:
        best = order.pop()
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="colour", mistake="colour_not_as_given")
def draw_detections__bgr(image, detections, color=(0, 255, 0), width=3):
    """the colour in the order of OpenCV"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color[::-1], width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color[::-1])
    return picture


@wrong(caught="several, names", mistake="only_one_box_drawn")
def draw_detections__copy_in_loop(image, detections, color=(0, 255, 0), width=3):
    """a new copy for every box: only the last box is seen"""
    picture = image.copy()
    for name, _, box in detections:
        picture = image.copy()
        draw = ImageDraw.Draw(picture)
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="width", mistake="line_width_fixed")
def draw_detections__default_thicker(image, detections, color=(0, 255, 0), width=8):
    """the default width is 8"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="outline, several, colour")
def draw_detections__empty_canvas(image, detections, color=(0, 255, 0), width=3):
    """draws on an empty image of the same size"""
    picture = Image.new("RGB", image.size)
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="width, not_filled", mistake="fill_for_outline")
def draw_detections__filled(image, detections, color=(0, 255, 0), width=3):
    """fill instead of outline"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, fill=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=(255, 255, 255))
    return picture


@wrong(caught="names", mistake="names_not_written")
def draw_detections__first_letter(image, detections, color=(0, 255, 0), width=3):
    """only the first letter of the name"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name[0], fill=color)
    return picture


@wrong(caught="outline, several, colour")
def draw_detections__grown(image, detections, color=(0, 255, 0), width=3):
    """the box is made larger by twice the width"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        d = 3 * width
        draw.rectangle((x1 - d, y1 - d, x2 + d, y2 + d), outline=color, width=width)
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture


@wrong(caught="image_unchanged", mistake="image_not_copied")
def draw_detections__in_place_copy_returned(image, detections, color=(0, 255, 0), width=3):
    """draws on the caller's image and returns a copy of it"""
    draw = ImageDraw.Draw(image)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return image.copy()


@wrong(caught="names", mistake="names_not_written")
def draw_detections__last_name(image, detections, color=(0, 255, 0), width=3):
    """writes the name of the last one at every box"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
    for _, _, box in detections:
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="image_unchanged")
def draw_detections__list_emptied(image, detections, color=(0, 255, 0), width=3):
    """takes the detections out of the caller's list"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    while detections:
        name, _, box = detections.pop()
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="no_detections")
def draw_detections__no_boxes_fails(image, detections, color=(0, 255, 0), width=3):
    """unpacks the detections with zip: fails without any"""
    names, _, boxes = zip(*detections)
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, box in zip(names, boxes):
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="no_detections", mistake="image_not_copied")
def draw_detections__no_boxes_same_image(image, detections, color=(0, 255, 0), width=3):
    """without detections the caller's image itself comes back"""
    if not detections:
        return image
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="outline, no_detections")
def draw_detections__rgba(image, detections, color=(0, 255, 0), width=3):
    """an RGBA image"""
    picture = image.convert("RGBA")
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="outline, several, colour")
def draw_detections__three_sides(image, detections, color=(0, 255, 0), width=3):
    """the line from the last corner back to the first is missing"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        draw.line([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], fill=color, width=width)
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture


@wrong(caught="width", mistake="line_width_fixed")
def draw_detections__width_fixed(image, detections, color=(0, 255, 0), width=3):
    """always 3 pixels thick"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=3)
        draw.text((box[0] + 5, box[1] + 3), name, fill=color)
    return picture


@wrong(caught="one_image, eval_mode, no_gradient", mistake="batch_dim_in_list")
def detect__batch_dim_in_list(model, image):
    """[image.unsqueeze(0)]: a batch dimension in the list"""
    model.eval()
    with torch.no_grad():
        prediction = model([image.unsqueeze(0)])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image, eval_mode, no_gradient", mistake="image_divided_by_255")
def detect__divided_by_255(model, image):
    """divides by 255 what is in 0..1 already"""
    model.eval()
    with torch.no_grad():
        prediction = model([image / 255])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="one_image", mistake="filtered_too_early")
def detect__first_ten(model, image):
    """returns ten boxes at most"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: prediction[key][:10].cpu() for key in ("boxes", "labels", "scores")}


@wrong(caught="one_image", mistake="filtered_too_early")
def detect__very_low_left_out(model, image):
    """drops scores below 0.05"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    keep = prediction["scores"] > 0.05
    return {key: prediction[key][keep].cpu() for key in ("boxes", "labels", "scores")}


@wrong(caught="no_gradient")
def detect__gradients_off(model, image):
    """switches gradients off for the whole process"""
    model.eval()
    torch.set_grad_enabled(False)
    prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="no_gradient")
def detect__gradients_cleared(model, image):
    """clears the gradients of the caller's model"""
    model.zero_grad()
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="no_gradient")
def detect__seed_reset(model, image):
    """resets torch's generator"""
    torch.manual_seed(0)
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="no_gradient", mistake="left_in_train_mode")
def detect__train_afterwards(model, image):
    """puts the model in train mode at the end"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    model.train()
    return {key: value.cpu() for key, value in prediction.items()}


@wrong(caught="no_gradient")
def detect__unfrozen(model, image):
    """freezes the model, and then asks a gradient of all of it"""
    model.eval()
    model.requires_grad_(False)
    prediction = model([image])[0]
    model.requires_grad_(True)
    return {key: value.cpu() for key, value in prediction.items()}


_ANSWERS = {}


@wrong(caught="one_image")
def detect__remembered_by_size(model, image):
    """remembers the answer for images of this size"""
    if image.shape not in _ANSWERS:
        model.eval()
        with torch.no_grad():
            prediction = model([image])[0]
        _ANSWERS[image.shape] = {key: value.cpu() for key, value in prediction.items()}
    return _ANSWERS[image.shape]


@wrong(caught="one_image, few_boxes", mistake="path_without_return")
def detect__printed(model, image):
    """prints the result in place of returning it"""
    model.eval()
    with torch.no_grad():
        prediction = model([image])[0]
    print(prediction)


@wrong(caught="above_threshold, any_order")
def filter_detections__lower_case(prediction, class_names, threshold=0.5):
    """names in lower case"""
    names = [class_names[label].lower() for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order")
def filter_detections__ascii_names(prediction, class_names, threshold=0.5):
    """drops what is not ASCII from the names"""
    names = [class_names[label].encode("ascii", "ignore").decode() for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order")
def filter_detections__labels_by_name(prediction, class_names, threshold=0.5):
    """a dictionary from name to label: two classes of one name become one"""
    label_of = {name: label for label, name in enumerate(class_names)}
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    labels = prediction["labels"].tolist()
    named = list(zip(labels, names, prediction["scores"].tolist(), boxes))
    found = [d[1:] for d in named if d[2] > threshold and label_of[d[1]] == d[0]]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold")
def filter_detections__first_ten(prediction, class_names, threshold=0.5):
    """ten at most"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)[:10]


@wrong(caught="above_threshold, any_order")
def filter_detections__best_only(prediction, class_names, threshold=0.5):
    """only the best one"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)[:1]


@wrong(caught="equal_scores")
def filter_detections__as_a_set(prediction, class_names, threshold=0.5):
    """a set: what is there twice comes once"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = {d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold}
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="default_threshold")
def filter_detections__default_nearly_half(prediction, class_names, threshold=0.49):
    """the default is 0.49"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="default_threshold")
def filter_detections__not_for_zero(prediction, class_names, threshold=0.5):
    """filters nothing when the threshold is 0"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if not threshold or d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="equal_to_threshold, default_threshold")
def filter_detections__rounded_before(prediction, class_names, threshold=0.5):
    """compares scores rounded to two places"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if round(d[1], 2) > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order", mistake="scores_or_boxes_rounded")
def filter_detections__boxes_rounded(prediction, class_names, threshold=0.5):
    """edges rounded to four places"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(round(edge, 4) for edge in box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="any_order", mistake="lowest_score_first")
def filter_detections__ascending(prediction, class_names, threshold=0.5):
    """sorted without reverse"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1])


@wrong(caught="any_order", mistake="not_sorted_by_score")
def filter_detections__sorted_by_name(prediction, class_names, threshold=0.5):
    """sorts the tuples, whose first item is the name"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, reverse=True)


@wrong(caught="above_threshold, any_order, one_box", mistake="parts_in_other_order")
def filter_detections__score_first(prediction, class_names, threshold=0.5):
    """(score, name, box)"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    found.sort(key=lambda d: d[1], reverse=True)
    return [(score, name, box) for name, score, box in found]


@wrong(caught="above_threshold, any_order", mistake="nothing_filtered")
def filter_detections__percent(prediction, class_names, threshold=0.5):
    """compares per cent with a fraction: nothing is dropped"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if 100 * d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="above_threshold, any_order", mistake="last_or_max_of_nothing")
def filter_detections__popped_by_index(prediction, class_names, threshold=0.5):
    """pops by index while the index goes on"""
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes)]
    for i in range(len(found)):
        if found[i][1] <= threshold:
            found.pop(i)
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="prediction_unchanged")
def filter_detections__sorted_put_back(prediction, class_names, threshold=0.5):
    """sorts the tensors of the caller's dictionary"""
    order = prediction["scores"].argsort(descending=True)
    for key in ("boxes", "labels", "scores"):
        prediction[key] = prediction[key][order]
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return found


@wrong(caught="plain_values")
def filter_detections__gradients_off(prediction, class_names, threshold=0.5):
    """switches gradients off for the whole process"""
    torch.set_grad_enabled(False)
    names = [class_names[label] for label in prediction["labels"].tolist()]
    boxes = [tuple(box) for box in prediction["boxes"].tolist()]
    found = [d for d in zip(names, prediction["scores"].tolist(), boxes) if d[1] > threshold]
    return sorted(found, key=lambda d: d[1], reverse=True)


@wrong(caught="several, again")
def count_objects__lower_case(detections):
    """counts names in lower case"""
    names = [name.lower() for name, _, _ in detections]
    return {name: names.count(name) for name in names}


@wrong(caught="several, again")
def count_objects__ascii_only(detections):
    """drops what is not ASCII from the names"""
    names = [name.encode("ascii", "ignore").decode() for name, _, _ in detections]
    return {name: names.count(name) for name in names}


@wrong(caught="several, again")
def count_objects__letters_only(detections):
    """drops digits and signs from the names"""
    names = ["".join(c for c in name if c.isalpha() or c == " ") for name, _, _ in detections]
    return {name: names.count(name) for name in names}


@wrong(caught="several, again")
def count_objects__in_text(detections):
    """counts names in the text of all: one name may be a part of another"""
    text = " ".join(name for name, _, _ in detections)
    return {name: text.count(name) for name, _, _ in detections}


@wrong(caught="several, again")
def count_objects__single_digit(detections):
    """stops at 9"""
    names = [name for name, _, _ in detections]
    return {name: min(names.count(name), 9) for name in names}


@wrong(caught="overlap, crossing, inside", mistake="overlap_rounded")
def box_iou__rounded(a, b):
    """rounded to four places"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return round(inter / union, 4)


@wrong(caught="overlap")
def box_iou__union_at_least_one(a, b):
    """divides by 1 where the union is less"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / max(union, 1.0)


@wrong(caught="overlap")
def box_iou__epsilon(a, b):
    """adds 0.001 to the union"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / (union + 1e-3)


@wrong(caught="overlap")
def box_iou__small_picture(a, b):
    """cuts edges off at 1000"""
    a, b = [[min(float(edge), 1000.0) for edge in box] for box in (a, b)]
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / union if union else 0.0


@wrong(caught="overlap")
def box_iou__half_precision(a, b):
    """keeps the edges in float16"""
    a, b = [torch.tensor([float(edge) for edge in box]).half().tolist() for box in (a, b)]
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / union if union else 0.0


@wrong(caught="tensors")
def box_iou__default_dtype(a, b):
    """leaves float64 as the default"""
    torch.set_default_dtype(torch.float64)
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    return inter / union


@wrong(
    caught="overlap, inside, crossing",
    mistake="path_without_return",
    may_name=("path_without_return", "none_when_apart"),
)
def box_iou__printed(a, b):
    """prints the result in place of returning it"""
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    inter = float(width * height)
    union = float((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])) - inter
    print(inter / union)


@wrong(caught="equal_to_threshold")
def nms__default_higher(boxes, scores, iou_threshold=0.55):
    """the default is 0.55"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="other_threshold", mistake="given_threshold_unused")
def nms__threshold_or(boxes, scores, iou_threshold=0.5):
    """threshold or 0.5: a threshold of 0 becomes 0.5"""
    iou_threshold = iou_threshold or 0.5
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="several_objects, any_order, other_threshold", mistake="any_overlap_drops")
def nms__any_overlap(boxes, scores, iou_threshold=0.5):
    """drops whatever overlaps"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) == 0]
    return keep


@wrong(caught="equal_to_threshold")
def nms__iou_rounded(boxes, scores, iou_threshold=0.5):
    """compares the IoU rounded to two places"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if round(box_iou(boxes[best], boxes[i]), 2) <= iou_threshold]
    return keep


@wrong(caught="several_objects, equal_to_threshold")
def nms__whole_pixels(boxes, scores, iou_threshold=0.5):
    """int() of every edge"""
    boxes = [[int(edge) for edge in box] for box in boxes]
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if i != best and box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="several_objects")
def nms__half_precision(boxes, scores, iou_threshold=0.5):
    """computes in float16"""
    boxes = torch.tensor([[float(edge) for edge in box] for box in boxes]).reshape(-1, 4).half()
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="any_order")
def nms__ten_at_most(boxes, scores, iou_threshold=0.5):
    """keeps ten at most"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep[:10]


@wrong(caught="several_objects, any_order", mistake="low_scores_left_out")
def nms__very_low_left_out(boxes, scores, iou_threshold=0.5):
    """drops scores below 0.05"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return [i for i in keep if float(scores[i]) > 0.05]


@wrong(caught="several_objects, any_order", mistake="mask_returned")
def nms__mask(boxes, scores, iou_threshold=0.5):
    """True or False for every box"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return [i in keep for i in range(len(boxes))]


@wrong(caught="equal_scores", mistake="looked_up_by_score")
def nms__index_of_score(boxes, scores, iou_threshold=0.5):
    """scores.index(s): equal scores all give the first one"""
    values = [float(score) for score in scores]
    order = [values.index(value) for value in sorted(values, reverse=True)]
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="equal_to_threshold")
def nms__over_the_smaller(boxes, scores, iou_threshold=0.5):
    """divides the shared area by the smaller box"""

    def overlap(a, b):
        width = max(0.0, float(min(a[2], b[2]) - max(a[0], b[0])))
        height = max(0.0, float(min(a[3], b[3]) - max(a[1], b[1])))
        return width * height / min(float((c[2] - c[0]) * (c[3] - c[1])) for c in (a, b))

    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if overlap(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="lists")
def nms__lists_sorted(boxes, scores, iou_threshold=0.5):
    """sorts the caller's lists"""
    if isinstance(scores, list):
        before, pairs = list(boxes), sorted(zip(scores, boxes), reverse=True)
        scores[:], boxes[:] = [score for score, _ in pairs], [box for _, box in pairs]
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return [before.index(boxes[i]) for i in keep] if isinstance(scores, list) else keep


@wrong(caught="lists")
def nms__default_dtype(boxes, scores, iou_threshold=0.5):
    """leaves float64 as the default"""
    torch.set_default_dtype(torch.float64)
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return keep


@wrong(caught="other_threshold")
def nms__other_argument(boxes, scores, threshold=0.5):
    """another name for the threshold"""
    order = sorted(range(len(scores)), key=lambda i: float(scores[i]), reverse=True)
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= threshold]
    return keep


@wrong(caught="width", mistake="line_too_thin")
def draw_detections__width_1(image, detections, color=(0, 255, 0), width=3):
    """always one pixel thick"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=1)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="width", mistake="line_too_thin")
def draw_detections__three_at_most(image, detections, color=(0, 255, 0), width=3):
    """three pixels at most"""
    width = min(width, 3)
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="width", mistake="line_width_fixed")
def draw_detections__twice_as_thick(image, detections, color=(0, 255, 0), width=3):
    """the width on either side of the edge"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        for d in range(-width, width + 1):
            draw.rectangle((x1 + d, y1 + d, x2 - d, y2 - d), outline=color)
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture


@wrong(caught="several", mistake="only_one_box_drawn")
def draw_detections__one_per_name(image, detections, color=(0, 255, 0), width=3):
    """a dictionary by name keeps one box of each"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in {d[0]: d for d in detections}.values():
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="several")
def draw_detections__array_slices(image, detections, color=(0, 255, 0), width=3):
    """slices of an array, whose begin is negative for a box in a corner"""
    import numpy as np

    pixels = np.array(image)
    for _, _, box in detections:
        x1, y1, x2, y2 = (int(edge) for edge in box)
        pixels[y1 - width : y1 + 1, x1 - width : x2 + width] = color
        pixels[y2 - 1 : y2 + width - 1, x1 - width : x2 + width] = color
        pixels[y1 - width : y2 + width, x1 - width : x1] = color
        pixels[y1 - width : y2 + width, x2 : x2 + width] = color
    picture = Image.fromarray(pixels)
    for name, _, box in detections:
        ImageDraw.Draw(picture).text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture


@wrong(caught="name_at_the_edge", mistake="name_outside_picture")
def draw_detections__name_above(image, detections, color=(0, 255, 0), width=3):
    """the name above the box, also at the upper edge of the picture"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0], box[1] - 14), name, fill=color)
    return picture


@wrong(caught="small_box")
def draw_detections__drawn_smaller_and_smaller(image, detections, color=(0, 255, 0), width=3):
    """one rectangle in the other: a small box has no room for them"""
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        for d in range(width):
            draw.rectangle((x1 + d, y1 + d, x2 - d, y2 - d), outline=color)
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture


@wrong(caught="apart", mistake="negative_sides_multiplied")
def box_iou__a_pixel_apart(a, b):
    """takes boxes for apart only from a whole pixel on"""
    ax1, ay1, ax2, ay2 = map(float, a)
    bx1, by1, bx2, by2 = map(float, b)
    width, height = min(ax2, bx2) - max(ax1, bx1), min(ay2, by2) - max(ay1, by1)
    if width <= -1 or height <= -1:
        return 0.0
    shared = width * height
    return shared / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - shared)
