# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: takes the auxiliary part out of the model of the caller
def segment(model, batch):
    model.eval()
    model.aux_classifier = None
    with torch.no_grad():
        return model(batch)["out"].argmax(1)
