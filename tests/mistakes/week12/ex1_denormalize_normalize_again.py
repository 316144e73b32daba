# mistake: 27
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip, ex1_preprocess.denormalize.clipped
# what: applies Normalize a second time
def denormalize(x):
    x = transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD)(x)
    pixels = (x * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()
