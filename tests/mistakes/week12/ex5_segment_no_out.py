# mistake: 43
# function: ex5_segment.segment
# caught: ?
# what: argmax of the dictionary
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        return model(batch).argmax(1)
