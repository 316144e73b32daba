# mistake: -
# function: ex5_segment.segment
# caught: ex5_segment.segment.nothing_changed
# what: takes the auxiliary part out of the model of the caller
def segment(model, batch):
    model.eval()
    model.aux_classifier = None
    with torch.no_grad():
        return model(batch)["out"].argmax(1)
