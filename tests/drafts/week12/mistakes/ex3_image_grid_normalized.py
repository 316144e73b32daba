# mistake: -
# function: ex3_data.image_grid
# caught: ?
# what: normalize=True stretches the values
def image_grid(images, nrow=8):
    return make_grid(images, nrow=nrow, padding=2, normalize=True)
