# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: map gives an iterator, not a list
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return map(lambda i: index[str(i)][1], range(len(index)))
