# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: softmax over the batch before argmax
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"].softmax(0)
    return out.argmax(1)
