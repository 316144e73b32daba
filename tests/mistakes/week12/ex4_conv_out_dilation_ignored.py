# mistake: 247
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.dilation, ex4_inspect.conv_out.by_name
# what: the formula without dilation
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size - kernel + 2 * padding) // stride + 1
