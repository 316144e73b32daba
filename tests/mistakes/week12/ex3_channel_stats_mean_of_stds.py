# mistake: 36
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.bright_and_dark, ex3_data.channel_stats.any_channels
# what: mean of the standard deviations of the single images
def channel_stats(dataset):
    means, stds = [], []
    for i in range(len(dataset)):
        image = dataset[i][0]
        means.append(image.mean(dim=(1, 2)))
        stds.append(image.std(dim=(1, 2), unbiased=False))
    return torch.stack(means).mean(0).tolist(), torch.stack(stds).mean(0).tolist()
