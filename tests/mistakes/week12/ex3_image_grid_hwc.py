# mistake: 340
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: the channel last, for imshow
def image_grid(images, nrow=8):
    return make_grid(images, nrow=nrow, padding=2).permute(1, 2, 0)
