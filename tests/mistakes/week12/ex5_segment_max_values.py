# mistake: 46
# function: ex5_segment.segment
# caught: ?
# what: max(1)[0]: the scores, not the class numbers
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.max(1)[0]
