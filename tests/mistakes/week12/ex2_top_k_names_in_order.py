# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: probabilities sorted, names not: the first k labels
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, _ = probabilities.topk(k, dim=1)
    return [list(zip(labels[:k], row)) for row in values.tolist()]
