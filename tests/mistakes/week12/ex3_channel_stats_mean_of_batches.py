# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark, ex3_data.channel_stats.any_channels
# what: mean of the batch means, with a smaller last batch
def channel_stats(dataset):
    mean, var, batches = 0, 0, 0
    for start in range(0, len(dataset), 4):
        stop = min(start + 4, len(dataset))
        pixels = torch.cat([dataset[i][0].flatten(1) for i in range(start, stop)], dim=1)
        mean += pixels.mean(dim=1)
        var += (pixels**2).mean(dim=1)
        batches += 1
    mean, var = mean / batches, var / batches
    return mean.tolist(), (var - mean**2).clamp(min=0).sqrt().tolist()
