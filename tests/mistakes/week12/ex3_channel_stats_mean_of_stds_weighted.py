# mistake: 36
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark
# what: the same, weighted by the number of pixels: the mean is right, the deviation is not
def channel_stats(dataset):
    n, mean, std = 0, 0, 0
    for i in range(len(dataset)):
        image = dataset[i][0]
        pixels = image[0].numel()
        mean += image.mean(dim=(1, 2)) * pixels
        std += image.std(dim=(1, 2), unbiased=False) * pixels
        n += pixels
    return (mean / n).tolist(), (std / n).tolist()
