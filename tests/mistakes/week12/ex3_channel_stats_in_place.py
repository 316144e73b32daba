# mistake: 18
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.images_unchanged
# what: subtracts the mean in place: the images of the data set are changed
def channel_stats(dataset):
    images = [dataset[i][0] for i in range(len(dataset))]
    n = sum(image[0].numel() for image in images)
    mean = sum(image.sum(dim=(1, 2)) for image in images) / n
    squares = 0
    for image in images:
        image -= mean.view(-1, 1, 1)
        squares = squares + (image**2).sum(dim=(1, 2))
    return mean.tolist(), (squares / n).sqrt().tolist()
