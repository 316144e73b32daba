# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: reshape instead of permute mixes up the pixels
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.reshape(x.shape[1], x.shape[2], 3).numpy()
