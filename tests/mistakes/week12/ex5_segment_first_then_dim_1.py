# mistake: 45
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: out[0].argmax(1): over the rows, [C, W]
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][0]
    return out.argmax(1)
