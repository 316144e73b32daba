# mistake: -
# function: ex2_classify.predict_labels
# caught: ?
# what: every name only once
def predict_labels(logits, labels):
    names = []
    for i in logits.argmax(dim=1).tolist():
        if labels[i] not in names:
            names.append(labels[i])
    return names
