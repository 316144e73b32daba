# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.all_negative
# what: clears the logits afterwards
def predict_labels(logits, labels):
    names = [labels[i] for i in logits.argmax(dim=1).tolist()]
    logits.zero_()
    return names
