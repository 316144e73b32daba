# mistake: 406
# function: ex5_segment.segment
# caught: ex5_segment.segment.one_image, ex5_segment.segment.several_images, ex5_segment.segment.background
# what: keepdim=True: [N, 1, H, W]
def segment(model, batch):
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1, keepdim=True)
