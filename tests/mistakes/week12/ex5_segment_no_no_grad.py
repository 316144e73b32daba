# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: no no_grad
def segment(model, batch):
    model.eval()
    out = model(batch)["out"]
    return out.argmax(1)
