# mistake: -
# function: ex2_classify.predict_labels
# caught: ?
# what: class numbers instead of names
def predict_labels(logits, labels):
    return logits.argmax(dim=1).tolist()
