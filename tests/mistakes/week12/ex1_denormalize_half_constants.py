# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: undoes a Normalize with 0.5
def denormalize(x):
    pixels = ((x * 0.5 + 0.5) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()
