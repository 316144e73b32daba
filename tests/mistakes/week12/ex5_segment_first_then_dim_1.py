# mistake: 45
# function: ex5_segment.segment
# caught: ?
# what: out[0].argmax(1): over the rows, [C, W]
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][0]
    return out.argmax(1)
