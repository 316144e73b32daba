# mistake: 248
# function: ex4_inspect.conv_out
# caught: ex4_inspect.conv_out.left_over
# what: a last, incomplete window counts too (ceil_mode)
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel - 1) + 1
    n, start = 0, 0
    while start + covered < size + 2 * padding + stride:
        n += 1
        start += stride
    return n
