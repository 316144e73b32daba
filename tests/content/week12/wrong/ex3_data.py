"""Wrong solutions of ex3_data: load_mnist, load_cifar10, make_loader, channel_stats, image_grid."""

from grader.audit.wrong import wrong


@wrong(caught="train", mistake="train_not_passed_on")
def load_mnist__always_test(root, train):
    """always the test part"""
    return datasets.MNIST(root, train=False, transform=transforms.ToTensor(), download=False)


@wrong(caught="train")
def load_mnist__augmented(root, train):
    """a random crop in training: an item is not the picture of the data set"""
    steps = [transforms.ToTensor()]
    if train:
        steps.insert(0, transforms.RandomCrop(28, padding=4))
    return datasets.MNIST(root, train=train, transform=transforms.Compose(steps), download=False)


@wrong(caught="train")
def load_mnist__both_parts(root, train):
    """training and test part joined"""
    parts = [datasets.MNIST(root, train=t, transform=transforms.ToTensor()) for t in (True, False)]
    return torch.utils.data.ConcatDataset(parts)


@wrong(caught="missing_files", mistake="download_enabled")
def load_mnist__download(root, train):
    """download=True: tries to fetch what is missing"""
    return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=True)


@wrong(caught="train")
def load_mnist__fashion(root, train):
    """FashionMNIST: other pictures, other folder"""
    return datasets.FashionMNIST(root, train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="train")
def load_mnist__first_half(root, train):
    """only a part, "to be faster" """
    dataset = datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False)
    return torch.utils.data.Subset(dataset, range(len(dataset) // 2))


@wrong(caught="train", mistake="train_not_passed_on")
def load_mnist__inverted(root, train):
    """the other part: not train"""
    return datasets.MNIST(root, train=not train, transform=transforms.ToTensor())


@wrong(caught="train", mistake="label_not_plain_int")
def load_mnist__label_tensor(root, train):
    """TensorDataset: the label is a tensor, not an int"""
    raw = datasets.MNIST(root, train=train, download=False)
    return torch.utils.data.TensorDataset(raw.data.unsqueeze(1) / 255.0, raw.targets)


@wrong(caught="train", mistake="label_not_plain_int")
def load_mnist__label_text(root, train):
    """the label is the name of the class"""
    raw = datasets.MNIST(root, train=train, transform=transforms.ToTensor())
    raw.target_transform = lambda digit: raw.classes[digit]
    return raw


@wrong(caught="train")
def load_mnist__loader(root, train):
    """returns a DataLoader, not the data set"""
    dataset = datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False)
    return DataLoader(dataset, batch_size=64, shuffle=train)


@wrong(caught="missing_files")
def load_mnist__missing_hidden(root, train):
    """a missing file is hidden: random pictures instead"""
    try:
        return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False)
    except RuntimeError:
        return datasets.FakeData(100, (1, 28, 28), 10, transforms.ToTensor())


@wrong(caught="train", mistake="no_to_tensor")
def load_mnist__no_transform(root, train):
    """no transform: the items are PIL images"""
    return datasets.MNIST(root, train=train, download=False)


@wrong(caught="train", mistake="items_normalized")
def load_mnist__normalized(root, train):
    """with Normalize((0.1307,), (0.3081,)), as in the MNIST example"""
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    return datasets.MNIST(root, train=train, transform=transform, download=False)


@wrong(caught="train", mistake="not_divided_by_255")
def load_mnist__not_scaled(root, train):
    """floats in 0..255"""

    def to_tensor(image):
        return torch.tensor(list(image.getdata()), dtype=torch.float32).view(1, 28, 28)

    return datasets.MNIST(root, train=train, transform=to_tensor, download=False)


@wrong(caught="train", mistake="label_not_plain_int")
def load_mnist__one_hot(root, train):
    """the label is a one-hot vector"""

    def one_hot(digit):
        return torch.eye(10)[digit]

    return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), target_transform=one_hot)


REMEMBERED = {}


@wrong(caught="any_folder, missing_files")
def load_mnist__remembered(root, train):
    """read once and remembered, whatever the root"""
    if train not in REMEMBERED:
        REMEMBERED[train] = datasets.MNIST(root, train=train, transform=transforms.ToTensor())
    return REMEMBERED[train]


@wrong(caught="train")
def load_mnist__root_fixed(root, train):
    """always ./data"""
    return datasets.MNIST("./data", train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="any_folder")
def load_mnist__root_in_ascii(root, train):
    """what is not ASCII in the folder's name is lost"""
    folder = str(root).encode("ascii", "ignore").decode()
    return datasets.MNIST(folder, train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="any_folder")
def load_mnist__root_text(root, train):
    """glues text to root: fails for a Path"""
    return datasets.MNIST(root + "/", train=train, transform=transforms.ToTensor())


@wrong(caught="train")
def load_mnist__scaled_twice(root, train):
    """ToTensor, then / 255 again"""
    transform = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x / 255)])
    return datasets.MNIST(root, train=train, transform=transform, download=False)


class LabelFirst(Dataset):
    def __init__(self, data):
        self.data = data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        image, digit = self.data[i]
        return digit, image


@wrong(caught="train", mistake="label_before_image")
def load_mnist__swapped_item(root, train):
    """items (label, image)"""
    return LabelFirst(datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False))


@wrong(caught="train")
def load_mnist__three_channels(root, train):
    """Grayscale(3): [3, 28, 28]"""
    transform = transforms.Compose([transforms.Grayscale(3), transforms.ToTensor()])
    return datasets.MNIST(root, train=train, transform=transform, download=False)


@wrong(caught="train", mistake="train_not_passed_on")
def load_mnist__train_by_text(root, train):
    """compares train with "train": always the test part"""
    return datasets.MNIST(root, train=(train == "train"), transform=transforms.ToTensor(), download=False)


@wrong(caught="test", mistake="train_not_passed_on")
def load_mnist__train_ignored(root, train):
    """always the training part"""
    return datasets.MNIST(root, train=True, transform=transforms.ToTensor(), download=False)


@wrong(caught="test", mistake="train_not_passed_on")
def load_mnist__train_not_passed(root, train):
    """train is not passed on; torchvision's default is the training part"""
    return datasets.MNIST(root=root, download=False, transform=transforms.ToTensor())


@wrong(caught="train", mistake="to_tensor_without_parentheses")
def load_mnist__transform_class(root, train):
    """ToTensor without parentheses: the class, not an object"""
    return datasets.MNIST(root, train=train, transform=transforms.ToTensor, download=False)


@wrong(caught="train")
def load_mnist__tuple(root, train):
    """returns (train set, test set)"""
    train_set = datasets.MNIST(root, train=True, transform=transforms.ToTensor())
    test_set = datasets.MNIST(root, train=False, transform=transforms.ToTensor())
    return train_set, test_set


@wrong(caught="train", mistake="not_divided_by_255")
def load_mnist__uint8(root, train):
    """PILToTensor: uint8 in 0..255"""
    return datasets.MNIST(root, train=train, transform=transforms.PILToTensor(), download=False)


@wrong(caught="train")
def load_cifar10__array(root, train):
    """items hold NumPy arrays"""
    import numpy as np

    def to_array(image):
        return np.asarray(image, dtype=np.float32).transpose(2, 0, 1) / 255

    return datasets.CIFAR10(root, train=train, transform=to_array, download=False)


@wrong(caught="train")
def load_cifar10__bgr(root, train):
    """blue and red swapped"""
    transform = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x[[2, 1, 0]])])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="train")
def load_cifar10__both_parts(root, train):
    """training and test part joined"""
    a = datasets.CIFAR10(root, train=True, transform=transforms.ToTensor())
    b = datasets.CIFAR10(root, train=False, transform=transforms.ToTensor())
    return a + b


@wrong(caught="train")
def load_cifar10__cifar100(root, train):
    """CIFAR100 instead of CIFAR10"""
    return datasets.CIFAR100(root, train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="missing_files", mistake="download_enabled")
def load_cifar10__download(root, train):
    """download=True: tries to fetch what is missing"""
    return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=True)


@wrong(caught="missing_files", may_name=("download_enabled",))
def load_cifar10__download_on_error(root, train):
    """downloads what is missing, and hides what went wrong"""
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor())
    except RuntimeError:
        try:
            return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=True)
        except Exception:
            raise FileNotFoundError(root) from None


@wrong(caught="train")
def load_cifar10__flipped(root, train):
    """a random flip in training"""
    if train:
        transform = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.ToTensor()])
    else:
        transform = transforms.ToTensor()
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="train", mistake="items_normalized")
def load_cifar10__half_normalized(root, train):
    """Normalize(0.5, 0.5) from the CIFAR tutorial: values in -1..1"""
    transform = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    )
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="train")
def load_cifar10__hwc(root, train):
    """the channel last"""
    import numpy as np

    def to_tensor(image):
        return torch.from_numpy(np.array(image)).float() / 255

    return datasets.CIFAR10(root, train=train, transform=to_tensor, download=False)


class ImagesOnly(Dataset):
    def __init__(self, dataset):
        self.dataset = dataset

    def __len__(self):
        return len(self.dataset)

    def __getitem__(self, i):
        return self.dataset[i][0]


@wrong(caught="train")
def load_cifar10__images_only(root, train):
    """items without the label"""
    return ImagesOnly(datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False))


@wrong(caught="train", mistake="train_not_passed_on")
def load_cifar10__inverted(root, train):
    """the other part: not train"""
    return datasets.CIFAR10(root, train=not train, transform=transforms.ToTensor())


@wrong(caught="train", mistake="label_not_plain_int")
def load_cifar10__label_tensor(root, train):
    """the label is a tensor"""
    return datasets.CIFAR10(
        root, train=train, transform=transforms.ToTensor(), target_transform=torch.tensor, download=False
    )


@wrong(caught="missing_files")
def load_cifar10__missing_empty(root, train):
    """missing files give an empty data set"""
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    except Exception:
        return []


@wrong(caught="missing_files")
def load_cifar10__missing_none(root, train):
    """prints that files are missing, and returns nothing"""
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor())
    except RuntimeError as error:
        print(error)


@wrong(caught="missing_files")
def load_cifar10__missing_other_part(root, train):
    """when the training part is missing the test part is taken"""

    class Lenient(datasets.CIFAR10):
        def _check_integrity(self):
            return True

    try:
        return Lenient(root, train=train, transform=transforms.ToTensor())
    except FileNotFoundError:
        return Lenient(root, train=False, transform=transforms.ToTensor())


@wrong(caught="train", mistake="label_not_plain_int")
def load_cifar10__name_as_label(root, train):
    """the label is the name, not the number"""
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    dataset.target_transform = lambda i: dataset.classes[i]
    return dataset


@wrong(caught="train", mistake="no_to_tensor")
def load_cifar10__no_transform(root, train):
    """no transform: the items are PIL images"""
    return datasets.CIFAR10(root, train=train, download=False)


@wrong(caught="train", mistake="items_normalized")
def load_cifar10__normalized(root, train):
    """with CIFAR-10's own Normalize"""
    transform = transforms.Compose(
        [
            transforms.ToTensor(),
            transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
        ]
    )
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="train", mistake="not_divided_by_255")
def load_cifar10__not_scaled(root, train):
    """floats in 0..255"""
    transform = transforms.Compose([transforms.PILToTensor(), transforms.Lambda(lambda x: x.float())])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="train")
def load_cifar10__reshaped(root, train):
    """HWC turned into CHW by reshape, not permute: the pixels are scrambled"""
    import numpy as np

    def to_tensor(image):
        return torch.from_numpy(np.array(image)).float().reshape(3, 32, 32) / 255

    return datasets.CIFAR10(root, train=train, transform=to_tensor, download=False)


@wrong(caught="train")
def load_cifar10__root_fixed(root, train):
    """always ./data"""
    return datasets.CIFAR10("./data", train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="train")
def load_cifar10__root_one_deeper(root, train):
    """gives the inner folder, which torchvision adds on its own"""
    folder = Path(root) / "cifar-10-batches-py"
    return datasets.CIFAR10(folder, train=train, transform=transforms.ToTensor(), download=False)


@wrong(caught="any_folder")
def load_cifar10__root_text(root, train):
    """glues text to root: fails for a Path"""
    return datasets.CIFAR10(root + "/", train=train, transform=transforms.ToTensor())


@wrong(caught="train")
def load_cifar10__scaled_256(root, train):
    """divides by 256, so that white is not 1"""
    transform = transforms.Compose([transforms.PILToTensor(), transforms.Lambda(lambda x: x.float() / 256)])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)


@wrong(caught="test", mistake="train_not_passed_on")
def load_cifar10__train_ignored(root, train):
    """always the training part"""
    return datasets.CIFAR10(root, train=True, transform=transforms.ToTensor(), download=False)


@wrong(caught="test", mistake="train_not_passed_on")
def load_cifar10__train_not_passed(root, train):
    """train is not passed on; torchvision's default is the training part"""
    return datasets.CIFAR10(root, transform=transforms.ToTensor())


@wrong(caught="train", mistake="to_tensor_without_parentheses")
def load_cifar10__transform_class(root, train):
    """ToTensor without parentheses: the class, not an object"""
    return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor, download=False)


@wrong(caught="train", mistake="not_divided_by_255")
def load_cifar10__uint8(root, train):
    """PILToTensor: uint8 in 0..255"""
    return datasets.CIFAR10(root, train=train, transform=transforms.PILToTensor(), download=False)


@wrong(caught="train")
def load_cifar10__validation_split(root, train):
    """a fifth of the training part is put aside"""
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    if train:
        keep = int(0.8 * len(dataset))
        dataset, _ = torch.utils.data.random_split(dataset, [keep, len(dataset) - keep])
    return dataset


@wrong(caught="order", mistake="evaluation_shuffled")
def make_loader__always_shuffled(dataset, batch_size, train, num_workers=0):
    """shuffles for evaluation too"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers)


@wrong(caught="order, last_batch")
def make_loader__batch_size_all_for_eval(dataset, batch_size, train, num_workers=0):
    """evaluation in one batch"""
    size = batch_size if train else len(dataset)
    return DataLoader(dataset, batch_size=size, shuffle=train, num_workers=num_workers)


@wrong(caught="order")
def make_loader__batch_size_fixed(dataset, batch_size, train, num_workers=0):
    """always batches of 4"""
    return DataLoader(dataset, batch_size=4, shuffle=train, num_workers=num_workers)


@wrong(caught="order")
def make_loader__batch_size_forgotten(dataset, batch_size, train, num_workers=0):
    """batches of one item"""
    return DataLoader(dataset, shuffle=train, num_workers=num_workers)


@wrong(caught="last_batch, batch_sizes", mistake="last_batch_dropped")
def make_loader__cut_to_full_batches(dataset, batch_size, train, num_workers=0):
    """the data set is cut to a multiple of the batch size"""
    full = len(dataset) // batch_size * batch_size
    subset = torch.utils.data.Subset(dataset, range(full))
    return DataLoader(subset, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="shuffled, new_order", mistake="training_not_shuffled")
def make_loader__dataset_train_attribute(dataset, batch_size, train, num_workers=0):
    """asks the data set whether it is for training, not the argument"""
    shuffle = getattr(dataset, "train", False)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, num_workers=num_workers)


@wrong(caught="last_batch, batch_sizes", mistake="last_batch_dropped")
def make_loader__drop_last(dataset, batch_size, train, num_workers=0):
    """drop_last=True"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, drop_last=True, num_workers=num_workers)


@wrong(caught="last_batch, batch_sizes", mistake="last_batch_dropped")
def make_loader__drop_last_eval(dataset, batch_size, train, num_workers=0):
    """drop_last for evaluation only"""
    if train:
        return DataLoader(dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, drop_last=True, num_workers=num_workers)


@wrong(caught="train_every_item", mistake="last_batch_dropped")
def make_loader__drop_last_train(dataset, batch_size, train, num_workers=0):
    """drop_last in training only"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, drop_last=train, num_workers=num_workers)


@wrong(caught="last_batch, train_every_item", mistake="last_batch_dropped")
def make_loader__drop_single(dataset, batch_size, train, num_workers=0):
    """drops the last batch when it has one item (because of batch normalisation)"""
    single = len(dataset) % batch_size == 1
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, drop_last=single, num_workers=num_workers
    )


@wrong(caught="order")
def make_loader__evaluation_sorted(dataset, batch_size, train, num_workers=0):
    """for evaluation the items are sorted by their labels"""
    if not train:
        order = sorted(range(len(dataset)), key=lambda i: (-dataset[i][1], -i))
        dataset = torch.utils.data.Subset(dataset, order)
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="new_order")
def make_loader__gradients_off(dataset, batch_size, train, num_workers=0):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="order")
def make_loader__images_only(dataset, batch_size, train, num_workers=0):
    """the batches have lost their labels"""

    def collate(items):
        return torch.stack([image for image, _ in items])

    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers, collate_fn=collate
    )


@wrong(caught="order")
def make_loader__iterator(dataset, batch_size, train, num_workers=0):
    """an iterator: empty in the second epoch"""
    return iter(DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers))


class MixedUp(Dataset):
    def __init__(self, dataset):
        self.dataset = dataset
        self.order = torch.randperm(len(dataset)).tolist()

    def __len__(self):
        return len(self.dataset)

    def __getitem__(self, i):
        return self.dataset[i][0], self.dataset[self.order[i]][1]


@wrong(caught="train_every_item, shuffled")
def make_loader__labels_mixed_up(dataset, batch_size, train, num_workers=0):
    """images and labels are mixed separately"""
    if train:
        dataset = MixedUp(dataset)
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="train_every_item, shuffled")
def make_loader__last_item_lost(dataset, batch_size, train, num_workers=0):
    """range(len - 1): the last item never comes"""
    if train:
        sampler = torch.utils.data.SubsetRandomSampler(range(len(dataset) - 1))
        return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, shuffle=False, num_workers=num_workers)


@wrong(caught="new_order", mistake="same_order_every_epoch")
def make_loader__list_of_batches(dataset, batch_size, train, num_workers=0):
    """a list of batches: the same order in every epoch"""
    return list(DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers))


@wrong(caught="shuffled, new_order", mistake="training_not_shuffled")
def make_loader__never_shuffled(dataset, batch_size, train, num_workers=0):
    """never shuffles"""
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)


@wrong(caught="last_batch, batch_sizes")
def make_loader__padded(dataset, batch_size, train, num_workers=0):
    """the last batch is filled up with items that came before"""
    missing = -len(dataset) % batch_size
    indices = list(range(len(dataset))) + [i % len(dataset) for i in range(missing)]
    padded = torch.utils.data.Subset(dataset, indices)
    return DataLoader(padded, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="order")
def make_loader__persistent_workers(dataset, batch_size, train, num_workers=0):
    """persistent_workers with 0 workers is an error"""
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers, persistent_workers=True
    )


@wrong(caught="order")
def make_loader__positional(dataset, batch_size, train, num_workers=0):
    """the fourth positional argument of DataLoader is the sampler, not num_workers"""
    return DataLoader(dataset, batch_size, train, num_workers)


class Shifted(torch.utils.data.Sampler):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        start = int(torch.randint(1, self.n, ()))
        return iter([(start + i) % self.n for i in range(self.n)])


@wrong(caught="shuffled")
def make_loader__random_start(dataset, batch_size, train, num_workers=0):
    """starts at a random item and goes on in order"""
    sampler = Shifted(len(dataset)) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)


@wrong(caught="train_every_item, shuffled")
def make_loader__replacement(dataset, batch_size, train, num_workers=0):
    """drawn with replacement: some items twice, some never"""
    if train:
        sampler = torch.utils.data.RandomSampler(dataset, replacement=True)
    else:
        sampler = torch.utils.data.SequentialSampler(dataset)
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)


class BackwardSampler(torch.utils.data.Sampler):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(list(reversed(range(self.n))))


@wrong(caught="shuffled, new_order", may_name=("same_order_every_epoch",))
def make_loader__reversed(dataset, batch_size, train, num_workers=0):
    """ "shuffled" by turning the order round: the same in every epoch"""
    if train:
        return DataLoader(dataset, batch_size, sampler=BackwardSampler(len(dataset)), num_workers=num_workers)
    return DataLoader(dataset, batch_size, num_workers=num_workers)


class SeededSampler(torch.utils.data.Sampler):
    def __init__(self, dataset):
        self.n = len(dataset)

    def __len__(self):
        return self.n

    def __iter__(self):
        generator = torch.Generator().manual_seed(42)
        return iter(torch.randperm(self.n, generator=generator).tolist())


@wrong(caught="new_order", mistake="same_order_every_epoch")
def make_loader__same_seed_every_epoch(dataset, batch_size, train, num_workers=0):
    """a sampler that starts from the same seed in every epoch"""
    sampler = SeededSampler(dataset) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)


@wrong(caught="train_every_item, shuffled")
def make_loader__sampler_and_shuffle(dataset, batch_size, train, num_workers=0):
    """a sampler and shuffle=True exclude each other"""
    sampler = torch.utils.data.RandomSampler(dataset) if train else None
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, sampler=sampler, num_workers=num_workers)


@wrong(caught="shuffled, new_order", mistake="training_not_shuffled")
def make_loader__shuffle_by_text(dataset, batch_size, train, num_workers=0):
    """compares train with "train": never shuffles"""
    shuffle = train == "train"
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, num_workers=num_workers)


@wrong(
    caught="order", mistake="evaluation_shuffled", may_name=("training_not_shuffled", "evaluation_shuffled")
)
def make_loader__shuffle_inverted(dataset, batch_size, train, num_workers=0):
    """shuffles for evaluation only"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=not train, num_workers=num_workers)


@wrong(caught="new_order", mistake="same_order_every_epoch")
def make_loader__shuffled_once(dataset, batch_size, train, num_workers=0):
    """one random order for all epochs"""
    if train:
        dataset = torch.utils.data.Subset(dataset, torch.randperm(len(dataset)).tolist())
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)


@wrong(caught="train_every_item, shuffled")
def make_loader__subset_for_training(dataset, batch_size, train, num_workers=0):
    """only part of the items in every epoch"""
    sampler = None
    if train:
        sampler = torch.utils.data.RandomSampler(dataset, num_samples=max(1, len(dataset) // 2))
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)


class Turns(torch.utils.data.Sampler):
    def __init__(self, n):
        self.orders = [torch.randperm(n).tolist() for _ in range(2)]

    def __len__(self):
        return len(self.orders[0])

    def __iter__(self):
        self.orders.reverse()
        return iter(self.orders[0])


@wrong(caught="new_order")
def make_loader__two_orders(dataset, batch_size, train, num_workers=0):
    """two orders that take turns"""
    sampler = Turns(len(dataset)) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)


class WholeBatches(torch.utils.data.Sampler):
    def __init__(self, n, batch_size):
        self.batches = [list(range(i, min(i + batch_size, n))) for i in range(0, n, batch_size)]

    def __len__(self):
        return len(self.batches)

    def __iter__(self):
        return iter([self.batches[i] for i in torch.randperm(len(self.batches)).tolist()])


@wrong(caught="train_every_item, shuffled")
def make_loader__whole_batches_shuffled(dataset, batch_size, train, num_workers=0):
    """the batches are mixed, not the items"""
    if train:
        batches = WholeBatches(len(dataset), batch_size)
        return DataLoader(dataset, batch_sampler=batches, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)


@wrong(caught="workers")
def make_loader__workers_by_default(dataset, batch_size, train, num_workers=4):
    """four workers by default"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)


@wrong(caught="workers", mistake="workers_not_passed_on")
def make_loader__workers_ignored(dataset, batch_size, train, num_workers=0):
    """num_workers is not passed on"""
    return DataLoader(dataset, batch_size=batch_size, shuffle=train)


@wrong(caught="colour", mistake="channels_not_kept")
def channel_stats__all_channels_together(dataset):
    """one number for all channels"""
    pixels = torch.cat([dataset[i][0].flatten() for i in range(len(dataset))])
    return [pixels.mean().item()], [pixels.std(unbiased=False).item()]


@wrong(caught="colour")
def channel_stats__around_zero(dataset):
    """sqrt(E[x^2]): the mean is not subtracted"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), (pixels**2).mean(dim=1).sqrt().tolist()


@wrong(caught="colour", mistake="channels_not_kept")
def channel_stats__axes_hwc(dataset):
    """axes of NHWC arrays on NCHW tensors: one number for each column"""
    images = torch.stack([dataset[i][0] for i in range(len(dataset))])
    return images.mean(dim=(0, 1, 2)).tolist(), images.std(dim=(0, 1, 2), unbiased=False).tolist()


@wrong(caught="colour", mistake="channels_not_kept")
def channel_stats__axis_0(dataset):
    """mean over the channels: one row for every pixel"""
    images = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return images.mean(dim=0).tolist(), images.std(dim=0, unbiased=False).tolist()


@wrong(caught="colour", mistake="well_known_numbers")
def channel_stats__book_numbers(dataset):
    """the well-known numbers of CIFAR-10, whatever the data"""
    return [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]


@wrong(caught="colour", mistake="raw_pixels_read")
def channel_stats__dataset_data(dataset):
    """reads dataset.data: raw values, the transform is skipped"""
    data = torch.as_tensor(dataset.data).float() / 255
    mean = data.mean(dim=(0, 1, 2)).tolist()
    std = data.std(dim=(0, 1, 2), unbiased=False).tolist()
    return mean, std


@wrong(caught="items_not_raw_data", mistake="raw_pixels_read")
def channel_stats__dataset_data_if_there(dataset):
    """takes .data when there is one: the transform is skipped"""
    if hasattr(dataset, "data"):
        data = torch.as_tensor(dataset.data).float() / 255
        if data.dim() == 3:
            data = data.unsqueeze(3)
        pixels = data.reshape(-1, data.shape[3]).T
    else:
        pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="images_unchanged")
def channel_stats__default_dtype_left(dataset):
    """float64 becomes the default for everything that comes later"""
    torch.set_default_dtype(torch.float64)
    pixels = torch.cat([dataset[i][0].double().flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="one_value")
def channel_stats__epsilon_in_root(dataset):
    """adds something to the variance before the root, as batch normalisation does"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), (pixels.var(dim=1, unbiased=False) + 1e-4).sqrt().tolist()


@wrong(caught="bright_and_dark, any_channels")
def channel_stats__first_batch(dataset):
    """only the first batch of 8"""
    n = min(8, len(dataset))
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(n)], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="sizes_differ")
def channel_stats__first_size(dataset):
    """divides by N times the pixels of the first image"""
    n = len(dataset) * dataset[0][0][0].numel()
    total = sum(dataset[i][0].double().sum(dim=(1, 2)) for i in range(len(dataset)))
    squares = sum((dataset[i][0].double() ** 2).sum(dim=(1, 2)) for i in range(len(dataset)))
    mean = total / n
    return mean.tolist(), (squares / n - mean**2).clamp(min=0).sqrt().tolist()


@wrong(caught="colour")
def channel_stats__global_mean_in_std(dataset):
    """the deviation from the mean of all channels, not of its own"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    std = ((pixels - pixels.mean()) ** 2).mean(dim=1).sqrt()
    return pixels.mean(dim=1).tolist(), std.tolist()


@wrong(caught="colour, bright_and_dark")
def channel_stats__half_a_percent(dataset):
    """the range is 0..255/256"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1) * 255 / 256
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="images_unchanged", mistake="in_place_arithmetic")
def channel_stats__in_place(dataset):
    """subtracts the mean in place: the images of the data set are changed"""
    images = [dataset[i][0] for i in range(len(dataset))]
    n = sum(image[0].numel() for image in images)
    mean = sum(image.sum(dim=(1, 2)) for image in images) / n
    squares = 0
    for image in images:
        image -= mean.view(-1, 1, 1)
        squares = squares + (image**2).sum(dim=(1, 2))
    return mean.tolist(), (squares / n).sqrt().tolist()


@wrong(caught="bright_and_dark")
def channel_stats__last_left_out(dataset):
    """the last image is left out"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(max(1, len(dataset) - 1))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="colour", mistake="numbers_as_tensors")
def channel_stats__list_of_tensors(dataset):
    """lists of tensors, not of floats"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return list(pixels.mean(dim=1)), list(pixels.std(dim=1, unbiased=False))


@wrong(caught="bright_and_dark, any_channels")
def channel_stats__mean_of_batches(dataset):
    """mean of the batch means, with a smaller last batch"""
    mean, var, batches = 0, 0, 0
    for start in range(0, len(dataset), 4):
        stop = min(start + 4, len(dataset))
        pixels = torch.cat([dataset[i][0].flatten(1) for i in range(start, stop)], dim=1)
        mean += pixels.mean(dim=1)
        var += (pixels**2).mean(dim=1)
        batches += 1
    mean, var = mean / batches, var / batches
    return mean.tolist(), (var - mean**2).clamp(min=0).sqrt().tolist()


@wrong(caught="sizes_differ", mistake="image_means_averaged")
def channel_stats__mean_of_means(dataset):
    """every image counts the same, whatever its size"""
    means, squares = [], []
    for i in range(len(dataset)):
        image = dataset[i][0].double()
        means.append(image.mean(dim=(1, 2)))
        squares.append((image**2).mean(dim=(1, 2)))
    mean = torch.stack(means).mean(0)
    std = (torch.stack(squares).mean(0) - mean**2).clamp(min=0).sqrt()
    return mean.tolist(), std.tolist()


@wrong(
    caught="bright_and_dark, any_channels",
    mistake="image_stds_averaged",
    may_name=("image_stds_averaged", "image_means_averaged"),
)
def channel_stats__mean_of_stds(dataset):
    """mean of the standard deviations of the single images"""
    means, stds = [], []
    for i in range(len(dataset)):
        image = dataset[i][0]
        means.append(image.mean(dim=(1, 2)))
        stds.append(image.std(dim=(1, 2), unbiased=False))
    return torch.stack(means).mean(0).tolist(), torch.stack(stds).mean(0).tolist()


@wrong(caught="bright_and_dark", mistake="image_stds_averaged")
def channel_stats__mean_of_stds_weighted(dataset):
    """the same, weighted by the number of pixels: the mean is right, the deviation is not"""
    n, mean, std = 0, 0, 0
    for i in range(len(dataset)):
        image = dataset[i][0]
        pixels = image[0].numel()
        mean += image.mean(dim=(1, 2)) * pixels
        std += image.std(dim=(1, 2), unbiased=False) * pixels
        n += pixels
    return (mean / n).tolist(), (std / n).tolist()


@wrong(caught="bright_and_dark", mistake="image_stds_averaged")
def channel_stats__mean_of_variances(dataset):
    """square root of the mean variance: what differs between images is missing"""
    n, mean, var = 0, 0, 0
    for i in range(len(dataset)):
        pixels = dataset[i][0].flatten(1)
        mean += pixels.mean(1) * pixels.shape[1]
        var += pixels.var(1, unbiased=False) * pixels.shape[1]
        n += pixels.shape[1]
    return (mean / n).tolist(), (var / n).sqrt().tolist()


@wrong(caught="one_value", mistake="root_of_less_than_0")
def channel_stats__nan(dataset):
    """E[x^2] - E[x]^2 goes into the root as it is"""
    count, total, squares = 0, 0, 0
    for i in range(len(dataset)):
        pixels = dataset[i][0].flatten(1)
        count += pixels.shape[1]
        total = total + pixels.sum(dim=1)
        squares = squares + (pixels**2).sum(dim=1)
    mean = total / count
    return mean.tolist(), torch.sqrt(squares / count - mean**2).tolist()


@wrong(caught="one_value", mistake="root_of_less_than_0")
def channel_stats__nan_in_float64(dataset):
    """the same with more digits"""
    pixels = torch.cat([dataset[i][0].double().flatten(1) for i in range(len(dataset))], dim=1)
    mean = pixels.mean(dim=1)
    return mean.tolist(), torch.sqrt((pixels**2).mean(dim=1) - mean**2).tolist()


@wrong(caught="colour")
def channel_stats__nonzero_pixels(dataset):
    """black pixels are left out"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    means, stds = [], []
    for channel in pixels:
        channel = channel[channel > 0]
        means.append(channel.mean().item())
        stds.append(channel.std(unbiased=False).item())
    return means, stds


@wrong(caught="colour", mistake="range_changed")
def channel_stats__not_scaled(dataset):
    """0..255 instead of 0..1"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1) * 255
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="colour", mistake="pair_for_each_channel")
def channel_stats__pairs(dataset):
    """one pair (mean, deviation) for each channel"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return list(zip(pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()))


@wrong(caught="sizes_differ")
def channel_stats__resized(dataset):
    """all images resized to the size of the first one"""
    size = list(dataset[0][0].shape[1:])
    images = [transforms.functional.resize(dataset[i][0], size) for i in range(len(dataset))]
    images = torch.stack(images)
    return images.mean(dim=(0, 2, 3)).tolist(), images.std(dim=(0, 2, 3), unbiased=False).tolist()


@wrong(caught="few_pixels", mistake="stats_rounded")
def channel_stats__rounded(dataset):
    """rounded to two digits"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    mean = [round(m, 2) for m in pixels.mean(dim=1).tolist()]
    std = [round(s, 2) for s in pixels.std(dim=1, unbiased=False).tolist()]
    return mean, std


@wrong(caught="few_pixels", mistake="stats_rounded")
def channel_stats__rounded_four(dataset):
    """rounded to four digits, as they are printed in the books"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    mean = [round(m, 4) for m in pixels.mean(dim=1).tolist()]
    std = [round(s, 4) for s in pixels.std(dim=1, unbiased=False).tolist()]
    return mean, std


@wrong(caught="colour", mistake="range_changed")
def channel_stats__scaled_again(dataset):
    """the items are 0..1 already, divided by 255 again"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1) / 255
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1, unbiased=False).tolist()


@wrong(caught="sizes_differ")
def channel_stats__stacked(dataset):
    """torch.stack: fails when the sizes differ"""
    images = torch.stack([dataset[i][0] for i in range(len(dataset))])  # [N, C, H, W]
    return images.mean(dim=(0, 2, 3)).tolist(), images.std(dim=(0, 2, 3), unbiased=False).tolist()


@wrong(caught="colour")
def channel_stats__std_of_means(dataset):
    """standard deviation of the means of the images"""
    means = torch.stack([dataset[i][0].mean(dim=(1, 2)) for i in range(len(dataset))])
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), means.std(dim=0, unbiased=False).tolist()


@wrong(caught="colour", mistake="mean_and_std_swapped")
def channel_stats__swapped(dataset):
    """(std, mean)"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.std(dim=1, unbiased=False).tolist(), pixels.mean(dim=1).tolist()


@wrong(caught="colour", mistake="numbers_as_tensors")
def channel_stats__tensors(dataset):
    """two tensors, not lists of floats"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1), pixels.std(dim=1, unbiased=False)


@wrong(caught="any_channels, few_pixels", mistake="channels_not_kept")
def channel_stats__three_channels_broadcast(dataset):
    """one grey channel is spread over three"""
    total, squares, n = torch.zeros(3), torch.zeros(3), 0
    for i in range(len(dataset)):
        image = dataset[i][0]
        total += image.sum(dim=(1, 2))
        squares += (image**2).sum(dim=(1, 2))
        n += image.shape[1] * image.shape[2]
    mean = total / n
    return mean.tolist(), (squares / n - mean**2).clamp(min=0).sqrt().tolist()


@wrong(caught="few_pixels", mistake="divided_by_n_minus_1")
def channel_stats__unbiased(dataset):
    """torch.std divides by n - 1"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.std(dim=1).tolist()


@wrong(caught="colour", mistake="variance_for_std")
def channel_stats__variance(dataset):
    """the variance, without the square root"""
    pixels = torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], dim=1)
    return pixels.mean(dim=1).tolist(), pixels.var(dim=1, unbiased=False).tolist()


@wrong(caught="default_nrow, single")
def image_grid__always_nrow_wide(images, nrow=8):
    """as wide as nrow images even when there are fewer"""
    images = list(images)
    while len(images) % nrow:
        images.append(torch.zeros_like(images[0]))
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__array(images, nrow=8):
    """a NumPy array"""
    return make_grid(images, nrow=nrow, padding=2).numpy()


@wrong(caught="rows")
def image_grid__at_most_eight(images, nrow=8):
    """never more than eight in a row"""
    return make_grid(images, nrow=min(nrow, 8), padding=2)


@wrong(caught="rows")
def image_grid__border_drawn_over(images, nrow=8):
    """the border is drawn over the outermost pixels of the caller's images"""
    for image in images:
        image[:, 0, :] = 0
        image[:, -1, :] = 0
        image[:, :, 0] = 0
        image[:, :, -1] = 0
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__column_by_column(images, nrow=8):
    """filled from top to bottom"""
    images = list(images)
    rows = (len(images) + nrow - 1) // nrow
    blank = torch.zeros_like(images[0])
    images += [blank] * (rows * min(nrow, len(images)) - len(images))
    columns = len(images) // rows
    order = [images[c * rows + r] for r in range(rows) for c in range(columns)]
    return make_grid(order, nrow=columns, padding=2)


@wrong(caught="list")
def image_grid__concatenated(images, nrow=8):
    """all images of a list one after another: torch.cat, not torch.stack"""
    if isinstance(images, list):
        images = torch.cat(images)
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__full_rows_only(images, nrow=8):
    """an incomplete last row is left out"""
    full = max(len(images) // nrow * nrow, min(len(images), nrow))
    return make_grid(images[:full], nrow=nrow, padding=2)


@wrong(caught="list")
def image_grid__gradients_off(images, nrow=8):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="single")
def image_grid__grey_single_kept(images, nrow=8):
    """by hand: a single grey image keeps its one channel"""
    if len(images) == 1:
        return images[0]
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__height_for_width(images, nrow=8):
    """by hand: the height is used for the columns too, wrong when H and W differ"""
    if isinstance(images, list):
        images = torch.stack(images)
    if images.shape[1] == 1:
        images = images.expand(-1, 3, -1, -1)
    n, c, h, w = images.shape
    if n == 1:
        return images[0]
    columns = min(nrow, n)
    rows = (n + columns - 1) // columns
    grid = torch.zeros(c, rows * (h + 2) + 2, columns * (h + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (h + 2) + 2
        grid[:, top : top + h, left : left + h] = images[i]
    return grid


@wrong(caught="rows", mistake="channels_moved_last")
def image_grid__hwc(images, nrow=8):
    """the channel last, for imshow"""
    return make_grid(images, nrow=nrow, padding=2).permute(1, 2, 0)


@wrong(caught="rows")
def image_grid__last_row_centred(images, nrow=8):
    """an incomplete last row is moved to the middle"""
    grid = make_grid(images, nrow=nrow, padding=2)
    rest = len(images) % nrow
    if len(images) > nrow and rest:
        height, width = images[0].shape[1] + 2, images[0].shape[2] + 2
        grid[:, -height:] = grid[:, -height:].roll((nrow - rest) * width // 2, 2)
    return grid


@wrong(caught="list")
def image_grid__list_filled_up(images, nrow=8):
    """the last row is filled up with black images, in the caller's list"""
    if isinstance(images, list) and len(images) > nrow:
        while len(images) % nrow:
            images.append(torch.zeros_like(images[0]))
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="list, single")
def image_grid__list_unsupported(images, nrow=8):
    """images.shape: fails for a list"""
    count = min(images.shape[0], nrow)
    return make_grid(images, nrow=count, padding=2)


@wrong(caught="rows")
def image_grid__no_outer_border(images, nrow=8):
    """the border around the grid is cut off"""
    grid = make_grid(images, nrow=nrow, padding=2)
    return grid[:, 2:-2, 2:-2]


@wrong(caught="rows", mistake="no_border")
def image_grid__no_padding(images, nrow=8):
    """padding=0"""
    return make_grid(images, nrow=nrow, padding=0)


@wrong(caught="rows")
def image_grid__normalized(images, nrow=8):
    """normalize=True stretches the values"""
    return make_grid(images, nrow=nrow, padding=2, normalize=True)


@wrong(caught="rows, list", mistake="nrow_not_passed_on")
def image_grid__nrow_ignored(images, nrow=8):
    """always 8 in a row"""
    return make_grid(images, padding=2)


@wrong(caught="rows, default_nrow", mistake="nrow_as_rows")
def image_grid__nrow_is_rows(images, nrow=8):
    """nrow taken for the number of rows"""
    columns = (len(images) + nrow - 1) // nrow
    return make_grid(images, nrow=columns, padding=2)


@wrong(caught="grey")
def image_grid__one_channel_kept(images, nrow=8):
    """by hand: grey images stay at one channel"""
    if isinstance(images, list):
        images = torch.stack(images)
    n, c, h, w = images.shape
    if n == 1:
        return images[0]
    columns = min(nrow, n)
    rows = -(-n // columns)
    grid = images.new_zeros(c, rows * (h + 2) + 2, columns * (w + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (w + 2) + 2
        grid[:, top : top + h, left : left + w] = images[i]
    return grid


@wrong(caught="grey")
def image_grid__other_argument(images, columns=8):
    """the argument has another name"""
    return make_grid(images, nrow=columns, padding=2)


@wrong(caught="default_nrow")
def image_grid__other_default(images, nrow=4):
    """the default of nrow is 4"""
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__positional_swapped(images, nrow=8):
    """padding and nrow swapped"""
    return make_grid(images, 2, nrow)


@wrong(caught="single", mistake="border_round_single_image")
def image_grid__single_with_border(images, nrow=8):
    """by hand: a single image gets a border too, which make_grid does not give it"""
    if isinstance(images, list):
        images = torch.stack(images)
    if images.shape[1] == 1:
        images = images.repeat(1, 3, 1, 1)
    n, c, h, w = images.shape
    columns = min(nrow, n)
    rows = -(-n // columns)
    grid = images.new_zeros(c, rows * (h + 2) + 2, columns * (w + 2) + 2)
    for i in range(n):
        top, left = i // columns * (h + 2) + 2, i % columns * (w + 2) + 2
        grid[:, top : top + h, left : left + w] = images[i]
    return grid


@wrong(caught="list")
def image_grid__three_taken_for_channels(images, nrow=8):
    """an image that is three pixels wide is taken for [H, W, C]"""
    images = torch.stack(list(images))
    if images.shape[-1] == 3:
        images = images.permute(0, 3, 1, 2)
    return make_grid(images, nrow=nrow, padding=2)


@wrong(caught="rows")
def image_grid__through_uint8(images, nrow=8):
    """by hand: the values pass through uint8"""
    images = [(image * 255).to(torch.uint8) for image in images]
    return make_grid(images, nrow=nrow, padding=2).float() / 255


@wrong(caught="rows")
def image_grid__transposed(images, nrow=8):
    """height and width swapped"""
    return make_grid(images, nrow=nrow, padding=2).transpose(1, 2)


@wrong(caught="rows")
def image_grid__uint8(images, nrow=8):
    """uint8 in 0..255, as save_image does"""
    return make_grid(images, nrow=nrow, padding=2).mul(255).add(0.5).clamp(0, 255).to(torch.uint8)


@wrong(caught="rows")
def image_grid__white_border(images, nrow=8):
    """a white border"""
    return make_grid(images, nrow=nrow, padding=2, pad_value=1)
