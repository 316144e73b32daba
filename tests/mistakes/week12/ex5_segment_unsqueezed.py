# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: a batch dimension too many: the batch has one already
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch.unsqueeze(0))["out"]
    return out.argmax(1)
