# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.padding
# what: asks a MaxPool2d, which refuses a padding of more than half the kernel
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    layer = nn.MaxPool2d(kernel, stride, padding, dilation)
    return layer(torch.zeros(1, 1, size, size)).shape[-1]
