# mistake: 4
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image, ex2_classify.predict_labels.several_images
# what: argmax(0) goes down the batch instead of along the classes
def predict_labels(logits, labels):
    best = logits.argmax(0)
    return [labels[i] for i in best.tolist()]
