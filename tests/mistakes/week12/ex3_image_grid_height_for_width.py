# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: by hand: the height is used for the columns too, wrong when H and W differ
def image_grid(images, nrow=8):
    if isinstance(images, list):
        images = torch.stack(images)
    if images.shape[1] == 1:
        images = images.expand(-1, 3, -1, -1)
    n, c, h, w = images.shape
    if n == 1:
        return images[0]
    columns = min(nrow, n)
    rows = (n + columns - 1) // columns
    grid = torch.zeros(c, rows * (h + 2) + 2, columns * (h + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (h + 2) + 2
        grid[:, top : top + h, left : left + h] = images[i]
    return grid
