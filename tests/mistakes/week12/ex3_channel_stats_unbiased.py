# mistake: 337
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.few_pixels
# what: torch.std divides by n - 1
def channel_stats(dataset):
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1).tolist()
