# mistake: 404
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: uint8, "for the picture"
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).byte()
