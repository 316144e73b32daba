# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: two tensors, not lists of floats
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1), pixels.std(dim=1, unbiased=False)
