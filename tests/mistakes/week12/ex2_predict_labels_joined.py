# mistake: -
# function: ex2_classify.predict_labels
# caught: ?
# what: one string with all names
def predict_labels(logits, labels):
    best = logits.argmax(dim=1)
    return ", ".join(labels[i] for i in best.tolist())
