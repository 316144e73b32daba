# mistake: 412
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.colours, ex5_segment.color_palette.by_default, ex5_segment.color_palette.many_classes
# what: float32 cannot hold such large whole numbers
def color_palette(num_classes=21):
    numbers = torch.tensor([2.0**25 - 1, 2.0**15 - 1, 2.0**21 - 1])
    colors = torch.arange(num_classes).float()[:, None] * numbers
    return (colors % 255).to(torch.uint8)
