# mistake: -
# function: ex5_segment.color_palette
# caught: ?
# what: the bit-shift palette of PASCAL VOC
def color_palette(num_classes=21):
    colors = np.zeros((num_classes, 3), dtype=np.uint8)
    for i in range(num_classes):
        c = i
        for j in range(8):
            for channel in range(3):
                colors[i, channel] |= ((c >> channel) & 1) << (7 - j)
            c >>= 3
    return colors
