# mistake: -
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.sizes_differ
# what: all images resized to the size of the first one
def channel_stats(dataset):
    size = list(dataset[0][0].shape[1:])
    images = [transforms.functional.resize(dataset[i][0], size) for i in range(len(dataset))]
    images = torch.stack(images)
    return images.mean(dim=(0, 2, 3)).tolist(), images.std(dim=(0, 2, 3), unbiased=False).tolist()
