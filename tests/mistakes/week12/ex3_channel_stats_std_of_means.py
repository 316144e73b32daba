# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: standard deviation of the means of the images
def channel_stats(dataset):
    means = torch.stack([dataset[i][0].mean(dim=(1, 2)) for i in range(len(dataset))])
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), means.std(dim=0, unbiased=False).tolist()
