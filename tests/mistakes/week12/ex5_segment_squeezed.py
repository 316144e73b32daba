# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: squeeze(): a batch of one loses its dimension
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).squeeze()
