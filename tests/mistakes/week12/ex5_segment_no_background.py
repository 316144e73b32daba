# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: class 0 is left out, the numbers are shifted
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][:, 1:]
    return out.argmax(1)
