# mistake: -
# function: ex2_classify.predict_labels
# caught: ?
# what: only the first image, in a list
def predict_labels(logits, labels):
    best = logits[0].argmax().item()
    return [labels[best]]
