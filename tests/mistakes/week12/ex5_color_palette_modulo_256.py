# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: % 256
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 256).to(torch.uint8)
