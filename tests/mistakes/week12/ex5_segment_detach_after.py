# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: detach() of the scores instead of no_grad
def segment(model, batch):
    model.eval()
    out = model(batch)["out"].detach()
    return out.argmax(1)
