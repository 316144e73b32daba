# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: only the first image, in a list
def predict_labels(logits, labels):
    best = logits[0].argmax().item()
    return [labels[best]]
