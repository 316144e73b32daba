# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: adds the mean, forgets the standard deviation
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    pixels = ((x + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()
