# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names_as_they_are
# what: drops the second of two classes with one name, so later names move up
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    names = []
    for i in range(len(index)):
        name = index[str(i)][1]
        if name not in names:
            names.append(name)
    return names
