# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: topk(1) gives a list of one name for each image
def predict_labels(logits, labels):
    best = logits.topk(1, dim=1).indices
    return [[labels[i] for i in row] for row in best.tolist()]
