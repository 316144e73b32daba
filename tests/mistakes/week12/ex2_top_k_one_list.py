# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: one flat list for all images
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    result = []
    for row_i, row_p in zip(indices.tolist(), values.tolist()):
        for i, p in zip(row_i, row_p):
            result.append((labels[i], p))
    return result
