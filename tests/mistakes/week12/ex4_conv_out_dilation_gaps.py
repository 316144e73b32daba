# mistake: 247
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.dilation, ex4_inspect.conv_out.by_name
# what: adds the dilation once for each gap: kernel + (kernel - 1) * dilation
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    covered = kernel if dilation == 1 else kernel + (kernel - 1) * dilation
    return (size + 2 * padding - covered) // stride + 1
