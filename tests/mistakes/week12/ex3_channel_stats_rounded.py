# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.few_pixels
# what: rounded to two digits
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    mean = [round(m, 2) for m in pixels.mean(dim=1).tolist()]
    std = [round(s, 2) for s in pixels.std(dim=1, unbiased=False).tolist()]
    return mean, std
