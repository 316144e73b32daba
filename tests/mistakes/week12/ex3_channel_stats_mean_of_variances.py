# mistake: 36
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark
# what: square root of the mean variance: what differs between images is missing
def channel_stats(dataset):
    n, mean, var = 0, 0, 0
    for i in range(len(dataset)):
        pixels = dataset[i][0].flatten(1)
        mean += pixels.mean(1) * pixels.shape[1]
        var += pixels.var(1, unbiased=False) * pixels.shape[1]
        n += pixels.shape[1]
    return (mean / n).tolist(), (var / n).sqrt().tolist()
