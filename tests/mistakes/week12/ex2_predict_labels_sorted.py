# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: names in alphabetical order, no longer the order of the images
def predict_labels(logits, labels):
    best = logits.argmax(dim=1)
    return sorted(labels[i] for i in best.tolist())
