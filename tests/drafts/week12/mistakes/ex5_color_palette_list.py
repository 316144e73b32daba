# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: a list of tuples
def color_palette(num_classes=21):
    numbers = (2**25 - 1, 2**15 - 1, 2**21 - 1)
    return [tuple(i * n % 255 for n in numbers) for i in range(num_classes)]
