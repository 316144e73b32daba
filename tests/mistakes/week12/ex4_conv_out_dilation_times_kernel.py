# mistake: 247
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.dilation, ex4_inspect.conv_out.by_name
# what: the kernel covers dilation * kernel
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * kernel) // stride + 1
