# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: the items are 0..1 already, divided by 255 again
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1) / 255
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()
