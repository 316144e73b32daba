# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: every class with probability above one half, so sometimes none
def predict_labels(logits, labels):
    probabilities = logits.softmax(dim=1)
    names = []
    for row in probabilities:
        for i, p in enumerate(row):
            if p > 0.5:
                names.append(labels[i])
    return names
