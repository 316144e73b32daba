# mistake: 37
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: one pair (mean, deviation) for each channel
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return list(zip(pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()))
