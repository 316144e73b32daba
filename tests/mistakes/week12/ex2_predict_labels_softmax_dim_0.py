# mistake: -
# function: ex2_classify.predict_labels
# caught: ex2_classify.predict_labels.one_image, ex2_classify.predict_labels.several_images
# what: softmax over the batch before the argmax
def predict_labels(logits, labels):
    probabilities = torch.softmax(logits, dim=0)
    best = probabilities.argmax(dim=1)
    return [labels[i] for i in best.tolist()]
