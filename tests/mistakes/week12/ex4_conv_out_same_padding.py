# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel, ex4_inspect.conv_out.dilation
# what: same padding: only the stride counts
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return -(-size // stride)
