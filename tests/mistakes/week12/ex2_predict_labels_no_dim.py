# mistake: 6
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: argmax() over the whole batch gives one flat index
def predict_labels(logits, labels):
    best = logits.argmax()
    return [labels[best]]
