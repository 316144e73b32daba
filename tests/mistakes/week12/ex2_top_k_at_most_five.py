# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.every_class
# what: never more than five
def top_k(logits, labels, k=5):
    values, indices = torch.softmax(logits, dim=1).topk(min(k, 5), dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
