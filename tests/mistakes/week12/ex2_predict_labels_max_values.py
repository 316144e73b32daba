# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: takes the values of max, not the indices
def predict_labels(logits, labels):
    best, _ = logits.max(dim=1)
    return [labels[int(i)] for i in best]
