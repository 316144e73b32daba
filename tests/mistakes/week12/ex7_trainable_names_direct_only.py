# mistake: 290
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some
# what: no recursion into the layers: empty for most networks
def trainable_names(model):
    return [name for name, p in model.named_parameters(recurse=False) if p.requires_grad]
