# mistake: 46
# function: ex5_segment.segment
# caught: ?
# what: the scores, cut to integers
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        values, _ = torch.max(model(batch)["out"], dim=1)
    return values.long()
