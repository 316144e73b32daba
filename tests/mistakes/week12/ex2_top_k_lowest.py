# mistake: 234
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: forgets descending=True: the k least likely
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    result = []
    for row in probabilities:
        order = torch.argsort(row)
        result.append([(labels[i], row[i].item()) for i in order[:k]])
    return result
