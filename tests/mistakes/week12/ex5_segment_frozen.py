# mistake: 407
# function: ex5_segment.segment
# caught: ex5_segment.segment.nothing_changed
# what: freezes the caller's model instead of no_grad
def segment(model, batch):
    model.eval()
    for p in model.parameters():
        p.requires_grad = False
    return model(batch)["out"].argmax(1)
