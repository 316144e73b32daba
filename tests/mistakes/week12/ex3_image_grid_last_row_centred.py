# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: an incomplete last row is moved to the middle
def image_grid(images, nrow=8):
    grid = make_grid(images, nrow=nrow, padding=2)
    rest = len(images) % nrow
    if len(images) > nrow and rest:
        height, width = images[0].shape[1] + 2, images[0].shape[2] + 2
        grid[:, -height:] = grid[:, -height:].roll((nrow - rest) * width // 2, 2)
    return grid
