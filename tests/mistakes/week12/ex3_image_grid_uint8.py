# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: uint8 in 0..255, as save_image does
def image_grid(images, nrow=8):
    return make_grid(images, nrow=nrow, padding=2).mul(255).add(0.5).clamp(0, 255).to(torch.uint8)
