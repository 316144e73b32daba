# mistake: 47
# function: ex5_segment.segment
# caught: ?
# what: eval() after the forward pass
def segment(model, batch):
    with torch.no_grad():
        out = model(batch)["out"]
    model.eval()
    return out.argmax(1)
