# mistake: 402
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: out[0].argmax(0), as in the tutorial: only the first image, [H, W]
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][0]
    return out.argmax(0)
