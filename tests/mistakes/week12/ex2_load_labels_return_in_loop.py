# mistake: -
# function: ex2_classify.load_labels
# caught: ex2_classify.load_labels.names
# what: return inside the loop: only the first name
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    names = []
    for i in range(len(index)):
        names.append(index[str(i)][1])
        return names
