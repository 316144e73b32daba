# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: argmin
def predict_labels(logits, labels):
    best = logits.argmin(dim=1)
    return [labels[i] for i in best.tolist()]
