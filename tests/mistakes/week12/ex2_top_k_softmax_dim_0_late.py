# mistake: 5
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default, ex2_classify.top_k.only_the_best
# what: best classes by logit, but probabilities from softmax(0)
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, 0)
    _, indices = torch.sort(logits, descending=True)
    return [[(labels[i], probabilities[n, i].item()) for i in row[:k]] for n, row in enumerate(indices)]
