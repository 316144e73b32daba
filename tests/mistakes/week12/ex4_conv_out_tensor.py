# mistake: -
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel
# what: a tensor
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return torch.tensor((size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
