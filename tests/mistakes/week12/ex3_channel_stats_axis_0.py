# mistake: 37
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: mean over the channels: one row for every pixel
def channel_stats(dataset):
    images = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return images.mean(dim=0).tolist(), images.std(dim=0, unbiased=False).tolist()
