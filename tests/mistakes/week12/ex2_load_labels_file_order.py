# mistake: 225
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.any_order
# what: takes the names in the order of the file
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [name for _, name in index.values()]
