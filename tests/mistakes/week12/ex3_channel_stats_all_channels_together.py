# mistake: 37
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: one number for all channels
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten() for i in range(len(dataset))])
    return [pixels.mean().item()], [pixels.std(unbiased=False).item()]
