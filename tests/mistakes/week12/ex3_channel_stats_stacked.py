# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.sizes_differ
# what: torch.stack: fails when the sizes differ
def channel_stats(dataset):
    images = torch.stack([dataset[i][0] for i in range(len(dataset))])  # [N, C, H, W]
    return images.mean(dim=(0, 2, 3)).tolist(), images.std(dim=(0, 2, 3), unbiased=False).tolist()
