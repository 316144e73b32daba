# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.list
# what: the last row is filled up with black images, in the caller's list
def image_grid(images, nrow=8):
    if isinstance(images, list) and len(images) > nrow:
        while len(images) % nrow:
            images.append(torch.zeros_like(images[0]))
    return make_grid(images, nrow=nrow, padding=2)
