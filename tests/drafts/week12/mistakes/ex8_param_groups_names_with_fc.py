# mistake: -
# function: ex8_finetune.param_groups
# caught: ?
# what: "fc" in the name: AlexNet, VGG and SqueezeNet have no such name
def param_groups(model, head_lr, backbone_lr):
    head_params = [p for name, p in model.named_parameters() if p.requires_grad and "fc" in name]
    backbone_params = [p for name, p in model.named_parameters() if p.requires_grad and "fc" not in name]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
