# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names_as_they_are
# what: keeps only what is before the first comma
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].split(",")[0] for i in range(len(index))]
