# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: 2**25 without - 1
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25, 2**15, 2**21])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 255).to(torch.uint8)
