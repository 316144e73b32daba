# mistake: 234
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.five_by_default
# what: worst of the k first
def top_k(logits, labels, k=5):
    probabilities = torch.softmax(logits, dim=1)
    result = []
    for row in probabilities:
        order = row.argsort()[-k:]
        result.append([(labels[i], row[i].item()) for i in order])
    return result
