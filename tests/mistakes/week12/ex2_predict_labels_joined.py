# mistake: 231
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: one string with all names
def predict_labels(logits, labels):
    best = logits.argmax(dim=1)
    return ", ".join(labels[i] for i in best.tolist())
