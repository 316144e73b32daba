# mistake: 413
# function: ex5_segment.color_palette
# caught: ex5_segment.color_palette.many_classes
# what: int32: the product overflows from class 64 on
def color_palette(num_classes=21):
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1], dtype=np.int32)
    ids = np.arange(num_classes, dtype=np.int32).reshape(-1, 1)
    return (ids * numbers % 255).astype(np.uint8)
