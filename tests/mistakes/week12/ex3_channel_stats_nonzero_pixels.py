# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: black pixels are left out
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    means, stds = [], []
    for channel in pixels:
        channel = channel[channel > 0]
        means.append(channel.mean().item())
        stds.append(channel.std(unbiased=False).item())
    return means, stds
