# mistake: -
# function: ex2_classify.predict_labels
# caught: ?
# what: a set on the way: order and repetition are lost
def predict_labels(logits, labels):
    return list({labels[i] for i in logits.argmax(dim=1).tolist()})
