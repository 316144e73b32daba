# mistake: 7
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names, ex2_classify.load_labels.any_order
# what: index[0] where the keys are strings
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[i][1] for i in range(len(index))]
