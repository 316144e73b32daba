# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark, ex3_data.channel_stats.any_channels
# what: only the first batch of 8
def channel_stats(dataset):
    n = min(8, len(dataset))
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(n)], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()
