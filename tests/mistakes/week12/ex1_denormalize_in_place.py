# mistake: 18
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.tensor_unchanged
# what: x *= std and x += mean change the caller's tensor
def denormalize(x):
    x *= torch.tensor(IMAGENET_STD).view(3, 1, 1)
    x += torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    pixels = (x * 255).round().clamp(0, 255)
    return pixels.to(torch.uint8).permute(1, 2, 0).numpy()
