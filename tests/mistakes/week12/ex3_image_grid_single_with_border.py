# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.single
# what: by hand: a single image gets a border too, which make_grid does not give it
def image_grid(images, nrow=8):
    if isinstance(images, list):
        images = torch.stack(images)
    if images.shape[1] == 1:
        images = images.repeat(1, 3, 1, 1)
    n, c, h, w = images.shape
    columns = min(nrow, n)
    rows = -(-n // columns)
    grid = images.new_zeros(c, rows * (h + 2) + 2, columns * (w + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (w + 2) + 2
        grid[:, top : top + h, left : left + w] = images[i]
    return grid
