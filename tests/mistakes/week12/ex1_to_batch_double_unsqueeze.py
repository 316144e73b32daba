# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: two new dimensions: [1, 1, 3, H, W]
def to_batch(image):
    return torch.stack([image.unsqueeze(0)])
