# mistake: 38
# function: ex3_data.channel_stats
# caught: ex3_data.channel_stats.items_not_raw_data
# what: takes .data when there is one: the transform is skipped
def channel_stats(dataset):
    if hasattr(dataset, "data"):
        data = torch.as_tensor(dataset.data).float() / 255
        if data.dim() == 3:
            data = data.unsqueeze(3)
        pixels = data.reshape(-1, data.shape[3]).T
    else:
        pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()
