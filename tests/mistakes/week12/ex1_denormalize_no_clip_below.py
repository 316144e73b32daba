# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.clipped
# what: clips only above 255: negative values wrap around
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(max=255)
    return pixels.permute(1, 2, 0).to(torch.int64).numpy().astype(np.uint8)
