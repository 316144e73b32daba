# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.only_the_best, ex2_classify.top_k.one_image
# what: squeeze: fails or flattens when there is one image, or k is 1
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    values, indices = values.squeeze(), indices.squeeze()
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
