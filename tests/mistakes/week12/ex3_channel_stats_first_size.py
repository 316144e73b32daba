# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.sizes_differ
# what: divides by N times the pixels of the first image
def channel_stats(dataset):
    n = len(dataset) * dataset[0][0][0].numel()
    total = sum(dataset[i][0].double().sum(dim=(1, 2)) for i in range(len(dataset)))
    squares = sum((dataset[i][0].double() ** 2).sum(dim=(1, 2)) for i in range(len(dataset)))
    mean = total / n
    return mean.tolist(), (squares / n - mean**2).clamp(min=0).sqrt().tolist()
