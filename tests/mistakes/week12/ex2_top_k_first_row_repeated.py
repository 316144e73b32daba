# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: every row gets the classes of the first image
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    _, indices = torch.topk(probabilities[0], k)
    return [[(labels[i], row[i].item()) for i in indices.tolist()] for row in probabilities]
