# mistake: 2
# function: ex5_segment.segment
# caught: ex5_segment.segment.no_gradient
# what: no no_grad
def segment(model, batch):
    model.eval()
    out = model(batch)["out"]
    return out.argmax(1)
