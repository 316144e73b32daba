# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: only the first image, nested as it should be
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities[0].topk(k)
    return [[(labels[i], p) for i, p in zip(indices.tolist(), values.tolist())]]
