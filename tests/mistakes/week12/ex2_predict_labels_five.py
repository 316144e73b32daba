# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image
# what: the five best of the first image
def predict_labels(logits, labels):
    return [labels[i] for i in logits.topk(min(5, logits.shape[1]), dim=1).indices[0].tolist()]
