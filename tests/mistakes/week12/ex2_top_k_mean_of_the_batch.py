# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: averages the probabilities over the batch
def top_k(logits, labels, k=5):
    mean = torch.softmax(logits, dim=1).mean(dim=0)
    values, indices = mean.topk(k)
    row = [(labels[i], p) for i, p in zip(indices.tolist(), values.tolist())]
    return [row for _ in range(len(logits))]
