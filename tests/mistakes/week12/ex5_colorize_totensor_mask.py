# mistake: 49
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: ToTensor on the mask: class 15 becomes 0.0588, then 0
def colorize(mask, palette, size):
    from torchvision import transforms

    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    ids = transforms.ToTensor()(picture)[0].long()
    return Image.fromarray(np.asarray(palette)[ids.numpy()])
