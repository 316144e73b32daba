# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: the last value of the dictionary: "aux" when there is one
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = list(model(batch).values())[-1]
    return out.argmax(1)
