# mistake: 47
# function: ex5_segment.segment
# caught: ?
# what: train() before the forward pass
def segment(model, batch):
    model.train()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)
