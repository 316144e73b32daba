# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: names shifted by one
def predict_labels(logits, labels):
    best = logits.argmax(dim=1)
    return [labels[i - 1] for i in best.tolist()]
