# mistake: 43
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: argmax of the dictionary
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        return model(batch).argmax(1)
