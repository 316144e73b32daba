# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: padding and nrow swapped
def image_grid(images, nrow=8):
    return make_grid(images, 2, nrow)
