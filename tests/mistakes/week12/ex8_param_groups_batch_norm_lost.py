# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.resnet, ex8_finetune.param_groups.alexnet_and_vgg, ex8_finetune.param_groups.frozen
# what: only convolutions and Linears: batch norm is in no group
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = []
    for m in model.modules():
        if isinstance(m, (nn.Conv2d, nn.Linear)) and m is not head:
            backbone_params += [p for p in m.parameters() if p.requires_grad]
    backbone_params = list(dict.fromkeys(backbone_params))
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
