# mistake: 407
# function: ex5_segment.segment
# caught: ex5_segment.segment.nothing_changed
# what: freezes for the forward pass and then thaws everything, also what was frozen before
def segment(model, batch):
    model.eval().requires_grad_(False)
    ids = model(batch)["out"].argmax(1)
    model.requires_grad_(True)
    return ids
