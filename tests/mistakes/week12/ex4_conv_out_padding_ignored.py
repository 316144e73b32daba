# mistake: 349
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.padding, ex4_inspect.conv_out.by_name
# what: no padding
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size - dilation * (kernel - 1) - 1) // stride + 1
