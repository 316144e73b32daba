# mistake: 339
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.sizes_differ
# what: every image counts the same, whatever its size
def channel_stats(dataset):
    means, squares = [], []
    for i in range(len(dataset)):
        image = dataset[i][0].double()
        means.append(image.mean(dim=(1, 2)))
        squares.append((image**2).mean(dim=(1, 2)))
    mean = torch.stack(means).mean(0)
    std = (torch.stack(squares).mean(0) - mean**2).clamp(min=0).sqrt()
    return mean.tolist(), std.tolist()
