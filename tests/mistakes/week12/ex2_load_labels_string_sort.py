# mistake: 224
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.any_order
# what: sorts the keys as strings: "10" comes before "2"
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[key][1] for key in sorted(index)]
