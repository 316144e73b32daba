# mistake: 54
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.colours, ex5_segment.color_palette.by_default, ex5_segment.color_palette.many_classes
# what: begins at class 1: everything is shifted by one
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(1, num_classes + 1)[:, None] * numbers
    return (colors % 255).to(torch.uint8)
