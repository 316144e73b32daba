# mistake: 350
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.size_and_kernel
# what: range without + 1: the last place is missing
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel - 1) + 1
    return len(range(0, size + 2 * padding - covered, stride))
