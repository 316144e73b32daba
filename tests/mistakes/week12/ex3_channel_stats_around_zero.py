# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: sqrt(E[x^2]): the mean is not subtracted
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), (pixels**2).mean(dim=1).sqrt().tolist()
