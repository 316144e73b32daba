# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: divides the logits by their sum, without exp
def top_k(logits, labels, k=5):
    probabilities = logits / logits.sum(dim=1, keepdim=True)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
