# mistake: 27
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip, ex1_preprocess.denormalize.clipped
# what: channels left first
def denormalize(x):
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8).numpy()
