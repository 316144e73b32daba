# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: squeeze makes a batch of one fail
def predict_labels(logits, labels):
    best = logits.squeeze().argmax(dim=-1)
    return [labels[i] for i in best.tolist()]
