# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.alexnet_and_vgg, ex8_finetune.param_groups.new_head
# what: every name that starts with fc or classifier: three layers of AlexNet and VGG
def param_groups(model, head_lr, backbone_lr):
    head_params, backbone_params = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("fc", "classifier")):
            head_params.append(parameter)
        else:
            backbone_params.append(parameter)
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
