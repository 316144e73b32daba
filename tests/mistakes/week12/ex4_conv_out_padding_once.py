# mistake: 349
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.padding, ex4_inspect.conv_out.by_name
# what: padding on one side only
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size + padding - dilation * (kernel - 1) - 1) // stride + 1
