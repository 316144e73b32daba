# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: makes an empty batch of the right shape and loses the values
def to_batch(image):
    batch = torch.zeros(1, *image.shape)
    batch_image = batch[0]
    batch_image = image  # only a new name
    return batch
