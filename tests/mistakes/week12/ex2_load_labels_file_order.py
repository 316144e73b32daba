# mistake: -
# function: ex2_classify.load_labels
# caught: ?
# what: takes the names in the order of the file
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [name for _, name in index.values()]
