# mistake: 248
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.left_over
# what: size and kernel are divided one by one
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding) // stride - (dilation * (kernel - 1) + 1) // stride + 1
