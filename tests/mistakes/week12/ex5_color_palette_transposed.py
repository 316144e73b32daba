# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: [3, num_classes]
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = numbers[:, None] * torch.arange(num_classes)
    return (colors % 255).to(torch.uint8)
