# mistake: 418
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.by_default
# what: the default is 20 classes, without the background
def color_palette(num_classes=20):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 255).to(torch.uint8)
