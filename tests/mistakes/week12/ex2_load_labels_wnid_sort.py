# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: sorted by WordNet id, which happens to be right in ImageNet's own file
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [name for _, name in sorted(index.values())]
