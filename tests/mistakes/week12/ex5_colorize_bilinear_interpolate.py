# mistake: 48
# function: ex5_segment.colorize
# caught: ?
# what: F.interpolate of the mask, bilinear, rounded
def colorize(mask, palette, size):
    ids = torch.as_tensor(mask)[None, None].float()
    ids = nn.functional.interpolate(ids, size=(size[1], size[0]), mode="bilinear")[0, 0].round().long()
    return Image.fromarray(np.asarray(palette)[ids.numpy()])
