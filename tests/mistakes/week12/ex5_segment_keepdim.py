# mistake: -
# function: ex5_segment.segment
# caught: ?
# what: keepdim=True: [N, 1, H, W]
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1, keepdim=True)
