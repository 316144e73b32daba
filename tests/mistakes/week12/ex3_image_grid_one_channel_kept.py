# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.grey
# what: by hand: grey images stay at one channel
def image_grid(images, nrow=8):
    if isinstance(images, list):
        images = torch.stack(images)
    n, c, h, w = images.shape
    if n == 1:
        return images[0]
    columns = min(nrow, n)
    rows = -(-n // columns)
    grid = images.new_zeros(c, rows * (h + 2) + 2, columns * (w + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (w + 2) + 2
        grid[:, top : top + h, left : left + w] = images[i]
    return grid
