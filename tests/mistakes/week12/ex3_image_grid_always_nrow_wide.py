# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.default_nrow, ex3_data.image_grid.single
# what: as wide as nrow images even when there are fewer
def image_grid(images, nrow=8):
    images = list(images)
    while len(images) % nrow:
        images.append(torch.zeros_like(images[0]))
    return make_grid(images, nrow=nrow, padding=2)
