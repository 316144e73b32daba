# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: return inside the loop
def predict_labels(logits, labels):
    names = []
    for row in logits:
        names.append(labels[row.argmax().item()])
        return names
