# mistake: 401
# function: ex5_segment.segment
# caught: ex5_segment.segment.aux, ex5_segment.segment.nothing_changed
# what: the last value of the dictionary: "aux" when there is one
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = list(model(batch).values())[-1]
    return out.argmax(1)
