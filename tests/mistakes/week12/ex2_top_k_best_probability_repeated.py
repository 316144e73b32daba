# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: every class gets the probability of the best
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    indices = probabilities.topk(k, dim=1).indices
    return [
        [(labels[i], row.max().item()) for i in row_i] for row, row_i in zip(probabilities, indices.tolist())
    ]
