# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel, ex4_inspect.conv_out.left_over
# what: padding and stride in the other order
def conv_out(size, kernel, padding=0, stride=1, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
