# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: range(1000), whatever is in the file
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(1000)]
