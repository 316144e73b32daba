# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows, ex3_data.image_grid.list
# what: always 8 in a row
def image_grid(images, nrow=8):
    return make_grid(images, padding=2)
