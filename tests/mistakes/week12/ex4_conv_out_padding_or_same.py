# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel, ex4_inspect.conv_out.dilation
# what: padding 0 is taken for "not given"
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    padding = padding or kernel // 2
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
