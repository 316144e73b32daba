# mistake: 8
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image, ex2_classify.predict_labels.several_images
# what: str(tensor) as index of the list
def predict_labels(logits, labels):
    best = logits.argmax(dim=1)
    return [labels[str(i)] for i in best]
