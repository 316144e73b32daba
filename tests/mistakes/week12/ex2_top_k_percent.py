# mistake: 235
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: percent instead of probability
def top_k(logits, labels, k=5):
    percentage = torch.softmax(logits, dim=1) * 100
    values, indices = percentage.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
