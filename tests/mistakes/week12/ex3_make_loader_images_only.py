# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: the batches have lost their labels
def make_loader(dataset, batch_size, train, num_workers=0):
    def collate(items):
        return torch.stack([image for image, _ in items])

    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers, collate_fn=collate
    )
