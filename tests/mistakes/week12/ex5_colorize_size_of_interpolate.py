# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: F.interpolate takes (height, width)
def colorize(mask, palette, size):
    ids = torch.as_tensor(mask)[None, None].float()
    ids = nn.functional.interpolate(ids, size=size, mode="nearest")[0, 0].long()
    return Image.fromarray(np.asarray(palette)[ids.numpy()])
