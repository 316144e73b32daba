# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: the name is appended after the loop: only the last image
def predict_labels(logits, labels):
    names = []
    for row in logits:
        best = row.argmax().item()
    names.append(labels[best])
    return names
