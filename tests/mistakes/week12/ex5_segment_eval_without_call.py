# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: model.eval without parentheses
def segment(model, batch):
    model.eval
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)
