# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: only the three numbers are taken modulo 255, not the product
def color_palette(num_classes=21):
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1]) % 255
    return (torch.arange(num_classes)[:, None] * numbers).to(torch.uint8)
