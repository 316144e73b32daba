# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: the number of the image instead of the class
def predict_labels(logits, labels):
    return [labels[i] for i, _ in enumerate(logits)]
