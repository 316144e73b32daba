# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images, ex2_classify.predict_labels.as_many_images_as_classes
# what: a set on the way: order and repetition are lost
def predict_labels(logits, labels):
    return list({labels[i] for i in logits.argmax(dim=1).tolist()})
