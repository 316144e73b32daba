# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: the border around the grid is cut off
def image_grid(images, nrow=8):
    grid = make_grid(images, nrow=nrow, padding=2)
    return grid[:, 2:-2, 2:-2]
