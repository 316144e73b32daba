# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.default_nrow
# what: the default of nrow is 4
def image_grid(images, nrow=4):
    return make_grid(images, nrow=nrow, padding=2)
