# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: scores below 0 do not count: class 0 where none is positive
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.clamp(min=0).argmax(1)
