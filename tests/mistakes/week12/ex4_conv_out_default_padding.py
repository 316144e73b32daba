# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel, ex4_inspect.conv_out.left_over
# what: the default padding is 1
def conv_out(size, kernel, stride=1, padding=1, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
