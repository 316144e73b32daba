# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: height and width swapped
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).transpose(1, 2)
