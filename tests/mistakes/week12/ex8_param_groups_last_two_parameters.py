# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.frozen, ex8_finetune.param_groups.always_two
# what: the last two parameters that require a gradient: wrong when the head or a part of it is frozen
def param_groups(model, head_lr, backbone_lr):
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": trained[-2:], "lr": head_lr},
        {"params": trained[:-2], "lr": backbone_lr},
    ]
