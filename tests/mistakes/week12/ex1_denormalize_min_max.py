# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: stretches from minimum to maximum instead of undoing Normalize
def denormalize(x):
    image = (x - x.min()) / (x.max() - x.min())
    pixels = (image * 255).round().to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()
