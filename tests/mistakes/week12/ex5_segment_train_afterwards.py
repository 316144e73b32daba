# mistake: 409
# function: ex5_segment.segment
# caught: ex5_segment.segment.nothing_changed
# what: always goes back to train mode
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    model.train()
    return out.argmax(1)
