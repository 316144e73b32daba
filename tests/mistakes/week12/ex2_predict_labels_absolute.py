# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.all_negative
# what: the largest absolute value: a very negative logit wins
def predict_labels(logits, labels):
    best = logits.abs().argmax(dim=1)
    return [labels[i] for i in best.tolist()]
