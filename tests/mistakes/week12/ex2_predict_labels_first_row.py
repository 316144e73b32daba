# mistake: 231
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: only the first image, as a string
def predict_labels(logits, labels):
    best = logits[0].argmax().item()
    return labels[best]
