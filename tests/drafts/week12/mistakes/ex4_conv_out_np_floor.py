# mistake: -
# function: ex4_inspect.conv_out
# caught: ?
# what: np.floor gives a float
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    import numpy as np

    return float(np.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1))
