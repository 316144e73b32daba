# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: the deviation from the mean of all channels, not of its own
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    std = ((pixels - pixels.mean()) ** 2).mean(dim=1).sqrt()
    return pixels.mean(dim=1).tolist(), std.tolist()
