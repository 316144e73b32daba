# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.logits_unchanged
# what: own softmax in place: the caller's logits are changed
def top_k(logits, labels, k=5):
    logits -= logits.max(dim=1, keepdim=True).values
    logits.exp_()
    logits /= logits.sum(dim=1, keepdim=True)
    values, indices = logits.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
