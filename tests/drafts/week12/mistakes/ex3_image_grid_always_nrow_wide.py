# mistake: -
# function: ex3_data.image_grid
# caught: ?
# what: as wide as nrow images even when there are fewer
def image_grid(images, nrow=8):
    images = list(images)
    while len(images) % nrow:
        images.append(torch.zeros_like(images[0]))
    return make_grid(images, nrow=nrow, padding=2)
