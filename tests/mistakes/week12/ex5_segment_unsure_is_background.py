# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: a pixel whose best probability is below 0.5 becomes background
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        probability, ids = model(batch)["out"].softmax(1).max(1)
    ids[probability < 0.5] = 0
    return ids
