# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: the auxiliary output
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)
    out = out["aux"] if "aux" in out else out["out"]
    return out.argmax(1)
