# mistake: 403
# function: ex5_segment.segment
# caught: ex5_segment.segment.background
# what: class 0 can never win
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][:, 1:]
    return out.argmax(1) + 1
