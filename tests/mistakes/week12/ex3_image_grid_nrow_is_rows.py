# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows, ex3_data.image_grid.default_nrow
# what: nrow taken for the number of rows
def image_grid(images, nrow=8):
    columns = (len(images) + nrow - 1) // nrow
    return make_grid(images, nrow=columns, padding=2)
