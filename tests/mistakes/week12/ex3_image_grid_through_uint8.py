# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: by hand: the values pass through uint8
def image_grid(images, nrow=8):
    images = [(image * 255).to(torch.uint8) for image in images]
    return make_grid(images, nrow=nrow, padding=2).float() / 255
