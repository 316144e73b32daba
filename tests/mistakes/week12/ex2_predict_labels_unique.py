# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images, ex2_classify.predict_labels.as_many_images_as_classes
# what: every name only once
def predict_labels(logits, labels):
    names = []
    for i in logits.argmax(dim=1).tolist():
        if labels[i] not in names:
            names.append(labels[i])
    return names
