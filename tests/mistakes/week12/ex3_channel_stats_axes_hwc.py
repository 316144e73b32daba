# mistake: 37
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.colour
# what: axes of NHWC arrays on NCHW tensors: one number for each column
def channel_stats(dataset):
    images = torch.stack([dataset[i][0] for i in range(len(dataset))])
    return images.mean(dim=(0, 1, 2)).tolist(), images.std(dim=(0, 1, 2), unbiased=False).tolist()
