# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: each row is a zip object, not a list
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [zip([labels[i] for i in row_i], row_p) for row_i, row_p in zip(indices.tolist(), values.tolist())]
