# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.always_two
# what: the layer of the last trainable parameter as the head: wrong when the head is frozen
def param_groups(model, head_lr, backbone_lr):
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    head = names[-1].rpartition(".")[0]
    parameters = dict(model.named_parameters())
    return [
        {"params": [parameters[n] for n in names if n.startswith(head + ".")], "lr": head_lr},
        {"params": [parameters[n] for n in names if not n.startswith(head + ".")], "lr": backbone_lr},
    ]
