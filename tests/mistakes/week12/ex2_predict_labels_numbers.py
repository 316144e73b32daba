# mistake: 232
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.several_images
# what: class numbers instead of names
def predict_labels(logits, labels):
    return logits.argmax(dim=1).tolist()
