# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: lists of tensors, not of floats
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return list(pixels.mean(dim=1)), list(pixels.std(dim=1, unbiased=False))
