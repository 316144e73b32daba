# mistake: 415
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.colours, ex5_segment.color_palette.by_default, ex5_segment.color_palette.many_classes
# what: int64, not uint8
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return torch.arange(num_classes)[:, None] * numbers % 255
