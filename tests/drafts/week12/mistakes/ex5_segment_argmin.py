# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: the lowest score
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmin(1)
