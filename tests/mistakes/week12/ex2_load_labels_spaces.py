# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names_as_they_are
# what: changes the names: underscores become spaces
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].replace("_", " ") for i in range(len(index))]
