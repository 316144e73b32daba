# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: each layer's parameters again for every module around it
def trainable_names(model):
    names = []
    for prefix, module in model.named_modules():
        for name, parameter in module.named_parameters(prefix):
            if parameter.requires_grad:
                names.append(name)
    return names
