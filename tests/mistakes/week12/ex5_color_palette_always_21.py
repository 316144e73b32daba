# mistake: 418
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.colours, ex5_segment.color_palette.by_default, ex5_segment.color_palette.many_classes
# what: num_classes is ignored
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(21)[:, None] * numbers
    return (colors % 255).to(torch.uint8)
