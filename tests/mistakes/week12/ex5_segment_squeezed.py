# mistake: 402
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image
# what: squeeze(): a batch of one loses its dimension
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).squeeze()
