# mistake: 46
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: max(1)[0]: the scores, not the class numbers
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.max(1)[0]
