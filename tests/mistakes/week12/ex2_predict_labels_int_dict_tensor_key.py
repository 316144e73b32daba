# mistake: 8
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image, ex2_classify.predict_labels.several_images
# what: a dict with whole numbers as keys, asked with a tensor
def predict_labels(logits, labels):
    names = dict(enumerate(labels))
    best = logits.argmax(dim=1)
    return [names[i] for i in best]
