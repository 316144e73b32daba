# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names_as_they_are, ex2_classify.load_labels.imagenet
# what: changes the names to lower case
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].lower() for i in range(len(index))]
