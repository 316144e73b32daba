# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: names in alphabetical order
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return sorted(pair[1] for pair in index.values())
