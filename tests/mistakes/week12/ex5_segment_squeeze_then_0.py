# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: squeeze() and argmax(0): right shape for one image only, and without its batch dimension
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return torch.argmax(out.squeeze(), dim=0)
