# mistake: 411
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.colours, ex5_segment.color_palette.by_default, ex5_segment.color_palette.many_classes
# what: % 256
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 256).to(torch.uint8)
