# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: range(len - 1): the last class is lost
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(len(index) - 1)]
