# mistake: -
# function: ex3_data.image_grid
# caught: ex3_data.image_grid.rows
# what: filled from top to bottom
def image_grid(images, nrow=8):
    images = list(images)
    rows = (len(images) + nrow - 1) // nrow
    blank = torch.zeros_like(images[0])
    images += [blank] * (rows * min(nrow, len(images)) - len(images))
    columns = len(images) // rows
    order = [images[c * rows + r] for r in range(rows) for c in range(columns)]
    return make_grid(order, nrow=columns, padding=2)
