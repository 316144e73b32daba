# mistake: 221
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: whole pairs instead of names
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)] for i in range(len(index))]
