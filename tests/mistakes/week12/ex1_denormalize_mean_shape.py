# mistake: 17
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip, ex1_preprocess.denormalize.clipped
# what: mean and std of shape [3] against [3, H, W]: silent when W is 3
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN)
    std = torch.tensor(IMAGENET_STD)
    pixels = (x * std + mean) * 255
    return pixels.round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy()
