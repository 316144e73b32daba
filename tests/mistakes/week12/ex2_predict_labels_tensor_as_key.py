# mistake: 8
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image, ex2_classify.predict_labels.several_images
# what: a tensor as key of a dict
def predict_labels(logits, labels):
    names = {str(i): name for i, name in enumerate(labels)}
    best = logits.argmax(dim=1)
    return [names[str(i)] for i in best]
