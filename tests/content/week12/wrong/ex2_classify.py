"""Wrong solutions of ex2_classify: load_labels, forward, predict_labels, top_k."""

from grader.audit.wrong import wrong


@wrong(caught="names")
def load_labels__alphabet(path):
    """names in alphabetical order"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return sorted(pair[1] for pair in index.values())


@wrong(caught="names", mistake="dict_for_list")
def load_labels__dict(path):
    """a dict from number to name instead of a list"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return {int(key): pair[1] for key, pair in index.items()}


@wrong(caught="any_order", mistake="file_order_kept")
def load_labels__file_order(path):
    """takes the names in the order of the file"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [name for _, name in index.values()]


@wrong(caught="names_as_they_are")
def load_labels__first_synonym(path):
    """keeps only what is before the first comma"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].split(",")[0] for i in range(len(index))]


@wrong(caught="names", mistake="classes_counted_from_1")
def load_labels__from_one(path):
    """counts from 1: class 0 is lost"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(1, len(index))]


@wrong(caught="names, any_order", mistake="json_key_as_int")
def load_labels__int_key(path):
    """index[0] where the keys are strings"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[i][1] for i in range(len(index))]


@wrong(caught="names")
def load_labels__iterator(path):
    """map gives an iterator, not a list"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return map(lambda i: index[str(i)][1], range(len(index)))


@wrong(caught="names")
def load_labels__last_lost(path):
    """range(len - 1): the last class is lost"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(len(index) - 1)]


@wrong(caught="names_as_they_are, imagenet")
def load_labels__lower(path):
    """changes the names to lower case"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].lower() for i in range(len(index))]


@wrong(caught="names", mistake="whole_pairs_kept")
def load_labels__pairs(path):
    """whole pairs instead of names"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)] for i in range(len(index))]


@wrong(caught="names")
def load_labels__return_in_loop(path):
    """return inside the loop: only the first name"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    names = []
    for i in range(len(index)):
        names.append(index[str(i)][1])
        return names


@wrong(caught="names_as_they_are")
def load_labels__spaces(path):
    """changes the names: underscores become spaces"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].replace("_", " ") for i in range(len(index))]


@wrong(caught="any_order", mistake="keys_sorted_as_text")
def load_labels__string_sort(path):
    """sorts the keys as strings: "10" comes before "2" """
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[key][1] for key in sorted(index)]


@wrong(caught="names")
def load_labels__thousand(path):
    """range(1000), whatever is in the file"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(1000)]


@wrong(caught="names_as_they_are")
def load_labels__unique(path):
    """drops the second of two classes with one name, so later names move up"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    names = []
    for i in range(len(index)):
        name = index[str(i)][1]
        if name not in names:
            names.append(name)
    return names


@wrong(caught="names, any_order", mistake="wnid_for_name")
def load_labels__wnid(path):
    """takes the WordNet id, [0] of the pair, for the name"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][0] for i in range(len(index))]


@wrong(caught="names")
def load_labels__wnid_sort(path):
    """sorted by WordNet id, which happens to be right in ImageNet's own file"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [name for _, name in sorted(index.values())]


@wrong(caught="names_as_they_are", mistake="label_file_encoding")
def load_labels__latin(path):
    """the encoding that Windows has in Europe: other alphabets are lost"""
    with open(path, encoding="latin-1") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(len(index))]


@wrong(caught="names_as_they_are", mistake="label_file_encoding")
def load_labels__ascii(path):
    """a file that is taken for ASCII"""
    with open(path, encoding="ascii") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(len(index))]


@wrong(caught="imagenet", mistake="file_written")
def load_labels__file_overwritten(path):
    """writes the names into the file that it read"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    names = [index[str(i)][1] for i in range(len(index))]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(names, file)
    return names


@wrong(caught="names_as_they_are")
def load_labels__accents_dropped(path):
    """keeps only letters of ASCII"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1].encode("ascii", "ignore").decode() for i in range(len(index))]


@wrong(caught="any_order")
def load_labels__at_most_1000(path):
    """1000 classes at most, as ImageNet has"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    return [index[str(i)][1] for i in range(min(len(index), 1000))]


@wrong(caught="names")
def load_labels__printed(path):
    """prints the names and returns nothing"""
    with open(path, encoding="utf-8") as file:
        index = json.load(file)
    print([index[str(i)][1] for i in range(len(index))])


@wrong(caught="batch_sizes", mistake="class_numbers_for_logits")
def forward__argmax(model, batch, device="cpu"):
    """class numbers instead of logits"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.argmax(dim=1).cpu()


@wrong(caught="batch_sizes")
def forward__array(model, batch, device="cpu"):
    """a NumPy array instead of a tensor"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu().numpy()


@wrong(caught="batch_sizes")
def forward__batch_changed(model, batch, device="cpu"):
    """normalises in place: the caller's batch is another one afterwards"""
    batch -= batch.mean()
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="device", mistake="not_moved_to_device")
def forward__batch_not_moved(model, batch, device="cpu"):
    """moves the model only; the batch stays on the CPU"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    return logits.cpu()


@wrong(caught="device")
def forward__cuda_fixed(model, batch, device="cpu"):
    """ "cuda" written out instead of the argument"""
    model = model.to("cuda")
    model.eval()
    with torch.no_grad():
        logits = model(batch.to("cuda"))
    return logits.cpu()


@wrong(caught="no_gradient", may_name=("no_grad_missing",))
def forward__detached_too_early(model, batch, device="cpu"):
    """detaches the batch, not the result"""
    model = model.to(device)
    model.eval()
    return model(batch.detach().to(device)).cpu()


@wrong(caught="device", may_name=("not_moved_to_device",))
def forward__device_ignored(model, batch, device="cpu"):
    """the argument device is never used"""
    model.eval()
    with torch.no_grad():
        return model(batch).cpu()


@wrong(caught="batch_sizes")
def forward__double(model, batch, device="cpu"):
    """float64: the numbers are right, the type is not"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu().double()


@wrong(caught="batch_norm", may_name=("no_eval",))
def forward__dropout_only(model, batch, device="cpu"):
    """switches off dropout but leaves batch normalisation in train mode"""
    model = model.to(device)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_norm, dropout", may_name=("no_eval",))
def forward__eval_not_called(model, batch, device="cpu"):
    """model.eval without parentheses"""
    model = model.to(device)
    model.eval
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_norm, dropout", may_name=("no_eval",))
def forward__eval_too_late(model, batch, device="cpu"):
    """eval() after the forward pass"""
    model = model.to(device)
    with torch.no_grad():
        logits = model(batch.to(device))
    model.eval()
    return logits.cpu()


@wrong(caught="batch_sizes", mistake="first_image_only")
def forward__first_image(model, batch, device="cpu"):
    """only the first image goes through the model"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch[:1].to(device))
    return logits.cpu()


@wrong(
    caught="batch_sizes", mistake="first_image_only", may_name=("single_image_squeezed", "first_image_only")
)
def forward__first_row(model, batch, device="cpu"):
    """only the first image of the batch"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits[0].cpu()


@wrong(caught="batch_sizes")
def forward__half_left(model, batch, device="cpu"):
    """runs in half precision and leaves the model there"""
    model = model.to(device).bfloat16()
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device).bfloat16())
    return logits.float().cpu()


@wrong(caught="real_network")
def forward__large_images_shrunk(model, batch, device="cpu"):
    """halves large images to save time"""
    model = model.to(device)
    model.eval()
    if batch.shape[-1] > 128:
        batch = nn.functional.avg_pool2d(batch, 2)
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_sizes")
def forward__log_softmax(model, batch, device="cpu"):
    """log-probabilities instead of logits"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return torch.log_softmax(logits, dim=1).cpu()


@wrong(caught="batch_sizes")
def forward__mean_of_batch(model, batch, device="cpu"):
    """averages over the batch"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.mean(dim=0, keepdim=True).cpu()


@wrong(caught="device", mistake="not_moved_to_device")
def forward__model_not_moved(model, batch, device="cpu"):
    """moves the batch only; the model stays where it was"""
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_norm, dropout", mistake="no_eval")
def forward__no_eval(model, batch, device="cpu"):
    """no model.eval(): dropout and batch statistics stay on"""
    model = model.to(device)
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="no_gradient", may_name=("no_grad_missing",))
def forward__no_grad_statement(model, batch, device="cpu"):
    """torch.no_grad() as a statement, not with `with`: it does nothing"""
    model = model.to(device)
    model.eval()
    torch.no_grad()
    logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="no_gradient", mistake="no_grad_missing")
def forward__no_no_grad(model, batch, device="cpu"):
    """no no_grad: the result requires a gradient"""
    model = model.to(device)
    model.eval()
    logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_sizes")
def forward__normalized_again(model, batch, device="cpu"):
    """normalises the batch, which is normalised already"""
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    batch = (batch - mean) / std
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="device", mistake="logits_left_on_device")
def forward__not_back_on_cpu(model, batch, device="cpu"):
    """the result stays on the device"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        return model(batch.to(device))


@wrong(caught="batch_norm, dropout", may_name=("no_eval",))
def forward__only_root_eval(model, batch, device="cpu"):
    """model.training = False reaches the outermost module only"""
    model = model.to(device)
    model.training = False
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="nothing_changed", mistake="requires_grad_changed")
def forward__params_frozen(model, batch, device="cpu"):
    """freezes the caller's model instead of using no_grad"""
    model = model.to(device)
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad = False
    logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_sizes", mistake="probabilities_for_logits")
def forward__softmax(model, batch, device="cpu"):
    """returns probabilities instead of logits"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return torch.softmax(logits, dim=1).cpu()


@wrong(caught="batch_sizes", mistake="single_image_squeezed")
def forward__squeezed(model, batch, device="cpu"):
    """squeeze turns a batch of one into [C]"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device)).squeeze()
    return logits.cpu()


@wrong(caught="device", mistake="to_result_not_assigned")
def forward__to_not_assigned(model, batch, device="cpu"):
    """batch.to(device) without assigning the result"""
    model.to(device)
    batch.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    return logits.cpu()


@wrong(caught="batch_norm, dropout", may_name=("no_eval",))
def forward__train_mode(model, batch, device="cpu"):
    """train() instead of eval(): batch statistics are used and the buffers move"""
    model = model.to(device)
    model.train()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="batch_sizes")
def forward__unsqueezed(model, batch, device="cpu"):
    """adds a batch dimension to what is a batch already"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.unsqueeze(0).to(device))
    return logits.cpu()


@wrong(caught="no_gradient")
def forward__gradients_off_for_good(model, batch, device="cpu"):
    """switches gradients off, and never on again"""
    model = model.to(device)
    model.eval()
    torch.set_grad_enabled(False)
    return model(batch.to(device)).cpu()


@wrong(caught="no_gradient")
def forward__seeded(model, batch, device="cpu"):
    """resets the global generator in every call"""
    torch.manual_seed(0)
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        return model(batch.to(device)).cpu()


@wrong(caught="no_gradient")
def forward__threads(model, batch, device="cpu"):
    """leaves another number of threads behind"""
    torch.set_num_threads(2)
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        return model(batch.to(device)).cpu()


@wrong(caught="nothing_changed", mistake="left_in_train_mode")
def forward__train_mode_left_on(model, batch, device="cpu"):
    """model.train() at the end, whatever the mode was"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    model.train()
    return logits.cpu()


@wrong(caught="nothing_changed", mistake="requires_grad_changed")
def forward__all_unfrozen_again(model, batch, device="cpu"):
    """freezes the model for the call, and unfreezes all of it afterwards: also what was frozen before"""
    model = model.to(device)
    model.eval()
    model.requires_grad_(False)
    logits = model(batch.to(device)).cpu()
    model.requires_grad_(True)
    return logits


@wrong(caught="batch_sizes")
def forward__sixteen_at_most(model, batch, device="cpu"):
    """a batch of 16 at most"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        return model(batch[:16].to(device)).cpu()


@wrong(caught="device")
def forward__default_device(model, batch, device="cpu"):
    """leaves another default device behind"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device)).cpu()
    torch.set_default_device(device)
    return logits


@wrong(caught="nothing_changed")
def forward__gradients_left(model, batch, device="cpu"):
    """runs backward: the parameters hold gradients afterwards"""
    model = model.to(device)
    model.eval()
    logits = model(batch.to(device))
    logits.sum().backward()
    return logits.detach().cpu()


@wrong(caught="batch_norm", mistake="no_eval")
def forward__eval_only_if_training(model, batch, device="cpu"):
    """calls eval() only when the model itself says that it is training: a layer may be in train mode all the same"""
    model = model.to(device)
    if model.training:
        model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()


@wrong(caught="modes_of_layers")
def forward__one_mode_restored(model, batch, device="cpu"):
    """restores the mode of the model, and with it puts every layer into that mode"""
    was_training = model.training
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    model.train(was_training)
    return logits.cpu()


@wrong(caught="batch_sizes")
def forward__printed(model, batch, device="cpu"):
    """prints the logits and returns nothing"""
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        print(model(batch.to(device)).cpu())


@wrong(caught="all_negative")
def predict_labels__absolute(logits, labels):
    """the largest absolute value: a very negative logit wins"""
    best = logits.abs().argmax(dim=1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="one_image, several_images", mistake="lowest_class")
def predict_labels__argmin(logits, labels):
    """argmin"""
    best = logits.argmin(dim=1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="one_image, several_images", mistake="argmax_dim_0")
def predict_labels__dim_0(logits, labels):
    """argmax(0) goes down the batch instead of along the classes"""
    best = logits.argmax(0)
    return [labels[i] for i in best.tolist()]


@wrong(caught="one_image", mistake="string_for_list")
def predict_labels__first_row(logits, labels):
    """only the first image, as a string"""
    best = logits[0].argmax().item()
    return labels[best]


@wrong(caught="several_images", may_name=("argmax_without_dim",))
def predict_labels__first_row_list(logits, labels):
    """only the first image, in a list"""
    best = logits[0].argmax().item()
    return [labels[best]]


@wrong(caught="one_image")
def predict_labels__five(logits, labels):
    """the five best of the first image"""
    return [labels[i] for i in logits.topk(min(5, logits.shape[1]), dim=1).indices[0].tolist()]


@wrong(caught="imagenet")
def predict_labels__int8(logits, labels):
    """class numbers in int8: above 127 they are negative"""
    best = logits.argmax(dim=1).to(torch.int8)
    return [labels[i] for i in best.tolist()]


@wrong(caught="one_image, several_images", mistake="tensor_as_index")
def predict_labels__int_dict_tensor_key(logits, labels):
    """a dict with whole numbers as keys, asked with a tensor"""
    names = dict(enumerate(labels))
    best = logits.argmax(dim=1)
    return [names[i] for i in best]


@wrong(caught="one_image", mistake="string_for_list")
def predict_labels__joined(logits, labels):
    """one string with all names"""
    best = logits.argmax(dim=1)
    return ", ".join(labels[i] for i in best.tolist())


@wrong(caught="several_images")
def predict_labels__last_row(logits, labels):
    """the name is appended after the loop: only the last image"""
    names = []
    for row in logits:
        best = row.argmax().item()
    names.append(labels[best])
    return names


@wrong(caught="all_negative")
def predict_labels__logits_cleared(logits, labels):
    """clears the logits afterwards"""
    names = [labels[i] for i in logits.argmax(dim=1).tolist()]
    logits.zero_()
    return names


@wrong(caught="several_images", mistake="values_for_indices")
def predict_labels__max_values(logits, labels):
    """takes the values of max, not the indices"""
    best, _ = logits.max(dim=1)
    return [labels[int(i)] for i in best]


@wrong(caught="one_image")
def predict_labels__nested(logits, labels):
    """topk(1) gives a list of one name for each image"""
    best = logits.topk(1, dim=1).indices
    return [[labels[i] for i in row] for row in best.tolist()]


@wrong(caught="several_images", mistake="argmax_without_dim")
def predict_labels__no_dim(logits, labels):
    """argmax() over the whole batch gives one flat index"""
    best = logits.argmax()
    return [labels[best]]


@wrong(caught="several_images", mistake="class_numbers_for_names")
def predict_labels__numbers(logits, labels):
    """class numbers instead of names"""
    return logits.argmax(dim=1).tolist()


@wrong(caught="one_image")
def predict_labels__off_by_one(logits, labels):
    """names shifted by one"""
    best = logits.argmax(dim=1)
    return [labels[i - 1] for i in best.tolist()]


@wrong(caught="several_images", may_name=("argmax_without_dim",))
def predict_labels__return_in_loop(logits, labels):
    """return inside the loop"""
    names = []
    for row in logits:
        names.append(labels[row.argmax().item()])
        return names


@wrong(caught="one_image")
def predict_labels__row_number(logits, labels):
    """the number of the image instead of the class"""
    return [labels[i] for i, _ in enumerate(logits)]


@wrong(caught="several_images, as_many_images_as_classes")
def predict_labels__set(logits, labels):
    """a set on the way: order and repetition are lost"""
    return list({labels[i] for i in logits.argmax(dim=1).tolist()})


@wrong(caught="one_image, several_images")
def predict_labels__softmax_dim_0(logits, labels):
    """softmax over the batch before the argmax"""
    probabilities = torch.softmax(logits, dim=0)
    best = probabilities.argmax(dim=1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="several_images")
def predict_labels__sorted(logits, labels):
    """names in alphabetical order, no longer the order of the images"""
    best = logits.argmax(dim=1)
    return sorted(labels[i] for i in best.tolist())


@wrong(caught="one_image")
def predict_labels__squeezed(logits, labels):
    """squeeze makes a batch of one fail"""
    best = logits.squeeze().argmax(dim=-1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="one_image, several_images", mistake="tensor_as_index")
def predict_labels__tensor_as_key(logits, labels):
    """a tensor as key of a dict"""
    names = {str(i): name for i, name in enumerate(labels)}
    best = logits.argmax(dim=1)
    return [names[str(i)] for i in best]


@wrong(caught="one_image, several_images", mistake="tensor_as_index")
def predict_labels__tensor_as_string(logits, labels):
    """str(tensor) as index of the list"""
    best = logits.argmax(dim=1)
    return [labels[str(i)] for i in best]


@wrong(caught="one_image")
def predict_labels__threshold(logits, labels):
    """every class with probability above one half, so sometimes none"""
    probabilities = logits.softmax(dim=1)
    names = []
    for row in probabilities:
        for i, p in enumerate(row):
            if p > 0.5:
                names.append(labels[i])
    return names


@wrong(caught="several_images, as_many_images_as_classes")
def predict_labels__unique(logits, labels):
    """every name only once"""
    names = []
    for i in logits.argmax(dim=1).tolist():
        if labels[i] not in names:
            names.append(labels[i])
    return names


@wrong(caught="all_negative")
def predict_labels__sigmoid(logits, labels):
    """a sigmoid before the argmax: of large logits all are 1"""
    best = torch.sigmoid(logits).argmax(dim=1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="all_negative")
def predict_labels__softmax_by_hand(logits, labels):
    """softmax by the formula: of large logits all are nan"""
    e = torch.exp(logits)
    best = (e / e.sum(dim=1, keepdim=True)).argmax(dim=1)
    return [labels[i] for i in best.tolist()]


@wrong(caught="all_negative")
def predict_labels__search_from_minus_100(logits, labels):
    """looks for the maximum by hand, beginning with -100"""
    names = []
    for row in logits.tolist():
        best, at = -100, 0
        for i, value in enumerate(row):
            if value > best:
                best, at = value, i
        names.append(labels[at])
    return names


@wrong(caught="as_many_images_as_classes", mistake="same_names_merged")
def predict_labels__by_name(logits, labels):
    """a dict from name to logit: two classes with one name become one"""
    names = []
    for row in logits.tolist():
        scores = dict(zip(labels, row))
        names.append(max(scores, key=scores.get))
    return names


@wrong(caught="one_image, several_images", mistake="values_for_indices")
def predict_labels__values_only(logits, labels):
    """the logits of the best classes, not their names"""
    return logits.max(dim=1).values.tolist()


@wrong(caught="several_images", mistake="class_numbers_for_names")
def predict_labels__number_tensor(logits, labels):
    """a tensor of class numbers"""
    return logits.argmax(dim=1)


@wrong(caught="one_image")
def predict_labels__printed(logits, labels):
    """prints the names and returns nothing"""
    for i in logits.argmax(dim=1).tolist():
        print(labels[i])


@wrong(caught="all_negative")
def predict_labels__labels_sorted(logits, labels):
    """sorts the caller's list of names afterwards"""
    names = [labels[i] for i in logits.argmax(dim=1).tolist()]
    labels.sort(key=str.lower, reverse=True)
    labels.append("")
    return names


@wrong(caught="all_negative")
def predict_labels__gradients_off(logits, labels):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    return [labels[i] for i in logits.argmax(dim=1).tolist()]


@wrong(caught="five_by_default")
def top_k__all_classes(logits, labels, k=5):
    """sorted, but never cut to k"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.sort(dim=1, descending=True)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="only_the_best")
def top_k__always_five(logits, labels, k=5):
    """k is ignored"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(5, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="least_likely_first")
def top_k__ascending(logits, labels, k=5):
    """worst of the k first"""
    probabilities = torch.softmax(logits, dim=1)
    result = []
    for row in probabilities:
        order = row.argsort()[-k:]
        result.append([(labels[i], row[i].item()) for i in order])
    return result


@wrong(caught="every_class")
def top_k__at_most_five(logits, labels, k=5):
    """never more than five"""
    values, indices = torch.softmax(logits, dim=1).topk(min(k, 5), dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__best_probability_repeated(logits, labels, k=5):
    """every class gets the probability of the best"""
    probabilities = torch.softmax(logits, dim=1)
    indices = probabilities.topk(k, dim=1).indices
    return [
        [(labels[i], row.max().item()) for i in row_i] for row, row_i in zip(probabilities, indices.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__dicts(logits, labels, k=5):
    """a dict per image: equal names collapse, and it is not a list"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        {labels[i]: p for i, p in zip(row_i, row_p)}
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__divided_by_sum(logits, labels, k=5):
    """divides the logits by their sum, without exp"""
    probabilities = logits / logits.sum(dim=1, keepdim=True)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__exp_only(logits, labels, k=5):
    """exp without dividing by the sum"""
    values, indices = torch.exp(logits - logits.max(dim=1, keepdim=True).values).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__first_row(logits, labels, k=5):
    """only the first image"""
    probabilities = torch.softmax(logits, dim=1)[0]
    values, indices = probabilities.topk(k)
    return [(labels[i], p) for i, p in zip(indices.tolist(), values.tolist())]


@wrong(caught="five_by_default")
def top_k__first_row_nested(logits, labels, k=5):
    """only the first image, nested as it should be"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities[0].topk(k)
    return [[(labels[i], p) for i, p in zip(indices.tolist(), values.tolist())]]


@wrong(caught="five_by_default")
def top_k__first_row_repeated(logits, labels, k=5):
    """every row gets the classes of the first image"""
    probabilities = torch.softmax(logits, dim=1)
    _, indices = torch.topk(probabilities[0], k)
    return [[(labels[i], row[i].item()) for i in indices.tolist()] for row in probabilities]


@wrong(caught="five_by_default")
def top_k__float32(logits, labels, k=5):
    """the probabilities are np.float32"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.numpy(), values.numpy())
    ]


@wrong(caught="imagenet")
def top_k__int8(logits, labels, k=5):
    """class numbers in int8: above 127 they are negative"""
    values, indices = torch.softmax(logits, dim=1).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.to(torch.int8).tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__iterators(logits, labels, k=5):
    """each row is a zip object, not a list"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [zip([labels[i] for i in row_i], row_p) for row_i, row_p in zip(indices.tolist(), values.tolist())]


@wrong(caught="five_by_default")
def top_k__lists(logits, labels, k=5):
    """lists instead of tuples"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [[labels[i], p] for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__log_softmax(logits, labels, k=5):
    """logarithms of the probabilities"""
    values, indices = torch.log_softmax(logits, dim=1).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="logits_unchanged")
def top_k__logits_changed(logits, labels, k=5):
    """own softmax in place: the caller's logits are changed"""
    logits -= logits.max(dim=1, keepdim=True).values
    logits.exp_()
    logits /= logits.sum(dim=1, keepdim=True)
    values, indices = logits.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="least_likely_first")
def top_k__lowest(logits, labels, k=5):
    """forgets descending=True: the k least likely"""
    probabilities = torch.softmax(logits, dim=1)
    result = []
    for row in probabilities:
        order = torch.argsort(row)
        result.append([(labels[i], row[i].item()) for i in order[:k]])
    return result


@wrong(caught="five_by_default")
def top_k__mean_of_the_batch(logits, labels, k=5):
    """averages the probabilities over the batch"""
    mean = torch.softmax(logits, dim=1).mean(dim=0)
    values, indices = mean.topk(k)
    row = [(labels[i], p) for i, p in zip(indices.tolist(), values.tolist())]
    return [row for _ in range(len(logits))]


@wrong(caught="five_by_default")
def top_k__names_in_order(logits, labels, k=5):
    """probabilities sorted, names not: the first k labels"""
    probabilities = torch.softmax(logits, dim=1)
    values, _ = probabilities.topk(k, dim=1)
    return [list(zip(labels[:k], row)) for row in values.tolist()]


@wrong(caught="five_by_default", mistake="class_numbers_for_names")
def top_k__numbers(logits, labels, k=5):
    """class numbers instead of names"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [list(zip(row_i, row_p)) for row_i, row_p in zip(indices.tolist(), values.tolist())]


@wrong(caught="five_by_default")
def top_k__off_by_one(logits, labels, k=5):
    """names shifted by one"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i - 1], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__one_list(logits, labels, k=5):
    """one flat list for all images"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    result = []
    for row_i, row_p in zip(indices.tolist(), values.tolist()):
        for i, p in zip(row_i, row_p):
            result.append((labels[i], p))
    return result


@wrong(caught="five_by_default")
def top_k__one_missing(logits, labels, k=5):
    """range(1, k): the best is lost"""
    values, indices = torch.softmax(logits, dim=1).sort(dim=1, descending=True)
    return [[(labels[indices[n, i]], values[n, i].item()) for i in range(1, k)] for n in range(len(logits))]


@wrong(caught="five_by_default")
def top_k__other_default(logits, labels, k=1):
    """the default of k is 1"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__over_the_batch(logits, labels, k=5):
    """topk along the batch instead of along the classes"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=0)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="probabilities_in_percent")
def top_k__percent(logits, labels, k=5):
    """percent instead of probability"""
    percentage = torch.softmax(logits, dim=1) * 100
    values, indices = percentage.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default, only_the_best", mistake="no_softmax")
def top_k__raw_logits(logits, labels, k=5):
    """no softmax"""
    values, indices = logits.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="softmax_over_best_only")
def top_k__renormalized(logits, labels, k=5):
    """softmax over the k best only"""
    best, indices = logits.topk(k, dim=1)
    values = torch.softmax(best, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__rounded(logits, labels, k=5):
    """rounded to two decimals"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], round(p, 2)) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="every_class", mistake="same_names_merged")
def top_k__same_names_merged(logits, labels, k=5):
    """goes through a dict by name: two classes with one name become one"""
    result = []
    for row in torch.softmax(logits, dim=1).tolist():
        by_name = dict(zip(labels, row))
        best = sorted(by_name.items(), key=lambda item: item[1], reverse=True)
        result.append(best[:k])
    return result


@wrong(caught="five_by_default, large_logits", mistake="sigmoid_for_softmax")
def top_k__sigmoid(logits, labels, k=5):
    """sigmoid instead of softmax"""
    values, indices = torch.sigmoid(logits).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default, only_the_best", mistake="softmax_dim_0")
def top_k__softmax_dim_0(logits, labels, k=5):
    """softmax(0): over the batch"""
    probabilities = torch.softmax(logits, dim=0)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default, only_the_best", mistake="softmax_dim_0")
def top_k__softmax_dim_0_late(logits, labels, k=5):
    """best classes by logit, but probabilities from softmax(0)"""
    probabilities = torch.softmax(logits, 0)
    _, indices = torch.sort(logits, descending=True)
    return [[(labels[i], probabilities[n, i].item()) for i in row[:k]] for n, row in enumerate(indices)]


@wrong(caught="five_by_default")
def top_k__softmax_of_all(logits, labels, k=5):
    """softmax over the flattened batch: all rows together sum to 1"""
    probabilities = torch.softmax(logits.flatten(), dim=0).view(logits.shape)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="softmax_twice")
def top_k__softmax_twice(logits, labels, k=5):
    """softmax twice"""
    probabilities = torch.softmax(torch.softmax(logits, dim=1), dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__sorted_by_name(logits, labels, k=5):
    """sorted by name instead of probability"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        sorted((labels[i], p) for i, p in zip(row_i, row_p))
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="only_the_best, one_image")
def top_k__squeezed(logits, labels, k=5):
    """squeeze: fails or flattens when there is one image, or k is 1"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    values, indices = values.squeeze(), indices.squeeze()
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="pair_order")
def top_k__swapped(logits, labels, k=5):
    """(probability, name)"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(p, labels[i]) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default", mistake="probabilities_as_tensors")
def top_k__tensors(logits, labels, k=5):
    """the probabilities are 0-d tensors"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [[(labels[i], p) for i, p in zip(row_i, row_p)] for row_i, row_p in zip(indices, values)]


@wrong(caught="five_by_default")
def top_k__text(logits, labels, k=5):
    """the probability as text"""
    probabilities = torch.softmax(logits, dim=1)
    values, indices = probabilities.topk(k, dim=1)
    return [
        [(labels[i], f"{100 * p:.2f}%") for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="large_logits", mistake="softmax_overflows")
def top_k__softmax_by_hand(logits, labels, k=5):
    """softmax by the formula: exp of large logits is inf"""
    e = torch.exp(logits)
    values, indices = (e / e.sum(dim=1, keepdim=True)).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="large_logits", mistake="softmax_overflows")
def top_k__softmax_by_math(logits, labels, k=5):
    """softmax by the formula, with math.exp: it raises for large logits"""
    import math

    result = []
    for row in logits.tolist():
        total = sum(math.exp(z) for z in row)
        pairs = [(labels[i], math.exp(z) / total) for i, z in enumerate(row)]
        result.append(sorted(pairs, key=lambda pair: pair[1], reverse=True)[:k])
    return result


@wrong(caught="five_by_default")
def top_k__printed(logits, labels, k=5):
    """prints the ranking and returns nothing"""
    values, indices = torch.softmax(logits, dim=1).topk(k, dim=1)
    for row_i, row_p in zip(indices.tolist(), values.tolist()):
        for i, p in zip(row_i, row_p):
            print(f"{labels[i]}: {p:.4f}")


@wrong(caught="logits_unchanged")
def top_k__default_dtype(logits, labels, k=5):
    """computes in float64 by setting it for the whole process"""
    torch.set_default_dtype(torch.float64)
    values, indices = torch.softmax(logits, dim=1).topk(k, dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]


@wrong(caught="five_by_default")
def top_k__other_default_10(logits, labels, k=10):
    """the default of k is 10, or as many as there are"""
    values, indices = torch.softmax(logits, dim=1).topk(min(k, logits.shape[1]), dim=1)
    return [
        [(labels[i], p) for i, p in zip(row_i, row_p)]
        for row_i, row_p in zip(indices.tolist(), values.tolist())
    ]
