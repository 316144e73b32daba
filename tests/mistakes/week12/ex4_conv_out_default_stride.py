# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel, ex4_inspect.conv_out.by_name
# what: without a stride the kernel size is the stride, as in pooling
def conv_out(size, kernel, stride=None, padding=0, dilation=1):
    stride = stride or kernel
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
