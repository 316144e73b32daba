# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: softmax over the flattened batch: all rows together sum to 1
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits.flatten(), dim=0).view(logits.shape)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
