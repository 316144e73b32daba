# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.list
# what: all images of a list one after another: torch.cat, not torch.stack
def image_grid(images, nrow=8):
    if isinstance(images, list):
        images = torch.cat(images)
    return make_grid(images, nrow=nrow, padding=2)
