# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark
# what: the last image is left out
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(max(1, len(dataset) - 1))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()
