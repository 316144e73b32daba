# mistake: 223
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: a dict from number to name instead of a list
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return {int(key): pair[1] for key, pair in index.items()}
