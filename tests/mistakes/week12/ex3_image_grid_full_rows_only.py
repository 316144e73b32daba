# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: an incomplete last row is left out
def image_grid(images, nrow=8):
    full = max(len(images) // nrow * nrow, min(len(images), nrow))
    return make_grid(images[:full], nrow=nrow, padding=2)
