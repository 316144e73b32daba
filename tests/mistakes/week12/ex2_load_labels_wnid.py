# mistake: 9
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names, ex2_classify.load_labels.any_order
# what: takes the WordNet id, [0] of the pair, for the name
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][0] for i in range(len(index))]
