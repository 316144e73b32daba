# mistake: 37
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.any_channels, ex3_data.channel_stats.few_pixels
# what: one grey channel is spread over three
def channel_stats(dataset):
    total, squares, n = torch.zeros(3), torch.zeros(3), 0
    for i in range(len(dataset)):
        image = dataset[i][0]
        total += image.sum(dim=(1, 2))
        squares += (image**2).sum(dim=(1, 2))
        n += image.shape[1] * image.shape[2]
    mean = total / n
    return mean.tolist(), (squares / n - mean**2).clamp(min=0).sqrt().tolist()
