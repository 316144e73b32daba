# mistake: 38
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: reads dataset.data: raw values, the transform is skipped
def channel_stats(dataset):
    data = torch.as_tensor(dataset.data).float() / 255
    mean = data.mean(dim=(0, 1, 2)).tolist()
    std = data.std(dim=(0, 1, 2), unbiased=False).tolist()
    return mean, std
