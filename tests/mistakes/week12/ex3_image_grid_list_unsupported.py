# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.list, ex3_data.image_grid.single
# what: images.shape: fails for a list
def image_grid(images, nrow=8):
    count = min(images.shape[0], nrow)
    return make_grid(images, nrow=count, padding=2)
