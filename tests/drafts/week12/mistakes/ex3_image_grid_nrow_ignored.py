# mistake: -
# function: ex3_data.image_grid
# caught: ?
# what: always 8 in a row
def image_grid(images, nrow=8):
    return make_grid(images, padding=2)
