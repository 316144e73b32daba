# mistake: -
# function: ex2_classify.top_k
# caught: ex2_classify.top_k.every_class
# what: goes through a dict by name: two classes with one name become one
def top_k(logits, labels, k=5):
    result = []
    for row in torch.softmax(logits, dim=1).tolist():
        by_name = dict(zip(labels, row))
        best = sorted(by_name.items(), key=lambda item: item[1], reverse=True)
        result.append(best[:k])
    return result
