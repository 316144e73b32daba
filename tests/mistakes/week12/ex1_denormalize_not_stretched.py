# mistake: 217
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.clipped
# what: forgets the factor 255: every pixel is 0 or 1
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = (x * std + mean).clamp(0, 1).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()
