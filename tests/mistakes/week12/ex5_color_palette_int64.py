# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: int64, not uint8
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return torch.arange(num_classes)[:, None] * numbers % 255
