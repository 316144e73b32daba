# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: range(1, k): the best is lost
def top_k(logits, labels, k=5):
    values, indices = torch.softmax(logits, dim=1).sort(dim=1, descending=True)
    return [[(labels[indices[n, i]], values[n, i].item()) for i in range(1, k)] for n in range(len(logits))]
