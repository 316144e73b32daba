# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: the border is drawn over the outermost pixels of the caller's images
def image_grid(images, nrow=8):
    for image in images:
        image[:, 0, :] = 0
        image[:, -1, :] = 0
        image[:, :, 0] = 0
        image[:, :, -1] = 0
    return make_grid(images, nrow=nrow, padding=2)
