# mistake: -
# function: ex4_inspect.conv_out
# caught: ?
# what: the formula without dilation
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size - kernel + 2 * padding) // stride + 1
