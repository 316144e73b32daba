# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.only_the_best
# what: k is ignored
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(5, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
