"""Wrong solutions of ex7_extract: freeze, replace_head, feature_extractor, trainable_names, extract_features."""

from grader.audit.wrong import wrong


@wrong(caught="resnet, any_network")
def freeze__body_removed(model):
    """freezes, and takes the last layer away"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Identity()
    else:
        *_, name = dict(model.named_children())
        setattr(model, name, nn.Identity())
    return model


@wrong(caught="resnet, any_network", may_name=("never_really_frozen",))
def freeze__children_direct_only(model):
    """one level deep only: parameters of nested blocks stay trainable"""
    for child in model.children():
        for parameter in child.parameters(recurse=False):
            parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__compared(model):
    """== instead of ="""
    for parameter in model.parameters():
        parameter.requires_grad == False
    return model


@wrong(caught="resnet, any_network")
def freeze__conv_linear_only(model):
    """batch norm stays trainable"""
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__conv_only(model):
    """freezes convolutions only: batch norm and linear layers stay trainable"""
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model


@wrong(caught="in_place", mistake="copy_changed")
def freeze__copy(model):
    """freezes and returns a copy; the model itself stays trainable"""
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__data(model):
    """p.data is another tensor: the parameter itself stays trainable"""
    for parameter in model.parameters():
        parameter.data.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__detached(model):
    """p = p.detach() changes only the loop variable"""
    for parameter in model.parameters():
        parameter = parameter.detach()
    return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__eval_only(model):
    """eval() is taken for freezing"""
    model.eval()
    return model


@wrong(caught="resnet, any_network")
def freeze__first_child(model):
    """freezes the parameters of the first child only"""
    first = next(iter(model.children()))
    for parameter in first.parameters():
        parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__head_left(model):
    """leaves the last layer trainable"""
    for name, parameter in model.named_parameters():
        if not name.startswith(("fc", "classifier")):
            parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__last_layer_left(model):
    """all but the last weight and bias, as for a feature extractor"""
    for parameter in list(model.parameters())[:-2]:
        parameter.requires_grad = False
    return model


@wrong(caught="any_network")
def freeze__leaves_only(model):
    """a parameter that belongs to a module with children is left out"""
    for module in model.modules():
        if not list(module.children()):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="requires_grad_misspelt")
def freeze__method_overwritten(model):
    """p.requires_grad_ = False replaces the method by a number"""
    for parameter in model.parameters():
        parameter.requires_grad_ = False
    return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__no_grad_block(model):
    """no_grad around nothing"""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.grad = None
    return model


@wrong(caught="same_object", mistake="return_forgotten")
def freeze__none(model):
    """returns None"""
    for parameter in model.parameters():
        parameter.requires_grad = False


@wrong(caught="resnet, any_network", mistake="requires_grad_on_module")
def freeze__on_the_children(model):
    """child.requires_grad = False for each child module"""
    for child in model.children():
        child.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="requires_grad_on_generator")
def freeze__on_the_generator(model):
    """model.parameters().requires_grad = False"""
    model.parameters().requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="requires_grad_on_module")
def freeze__on_the_module(model):
    """model.requires_grad = False only adds an attribute to the module"""
    model.requires_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__return_in_loop(model):
    """return inside the loop: only the first parameter is frozen"""
    for parameter in model.parameters():
        parameter.requires_grad = False
        return model


@wrong(caught="resnet, any_network", mistake="never_really_frozen")
def freeze__state_dict(model):
    """state_dict() gives detached tensors: the parameters stay trainable"""
    for value in model.state_dict().values():
        value.requires_grad = False
    return model


@wrong(caught="some_frozen_before")
def freeze__toggled(model):
    """not p.requires_grad: what was frozen becomes trainable again"""
    for parameter in model.parameters():
        parameter.requires_grad = not parameter.requires_grad
    return model


@wrong(caught="resnet, any_network", mistake="requires_grad_misspelt")
def freeze__typo(model):
    """p.require_grad = False: a typo, silently a new attribute"""
    for parameter in model.parameters():
        parameter.require_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__weights_only(model):
    """the biases stay trainable"""
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network")
def freeze__zeroed(model):
    """sets the weights to zero as well"""
    for parameter in model.parameters():
        parameter.requires_grad = False
        parameter.zero_()
    return model


@wrong(caught="trainable_stays_trainable", mistake="rest_frozen_too")
def replace_head__all_frozen(model, num_classes):
    """freezes the rest of the network as well"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model


@wrong(caught="frozen_stays_frozen, trainable_stays_trainable", mistake="everything_unfrozen")
def replace_head__all_trainable(model, num_classes):
    """sets requires_grad of all parameters: frozen weights train again"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    else:
        layers = model.classifier
        for i in reversed(range(len(layers))):
            if isinstance(layers[i], nn.Linear):
                layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
                break
            if isinstance(layers[i], nn.Conv2d):
                layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
                break
    for parameter in model.parameters():
        parameter.requires_grad = True
    return model


@wrong(caught="resnet, alexnet_and_vgg")
def replace_head__appended(model, num_classes):
    """a further layer after the old head, not a new head"""
    if hasattr(model, "fc"):
        model.fc = nn.Sequential(model.fc, nn.Linear(model.fc.out_features, num_classes).to(model.fc.weight))
        return model
    last = model.classifier[-1]
    if isinstance(last, nn.Linear):
        model.classifier.append(nn.Linear(last.out_features, num_classes).to(last.weight))
    else:
        conv = model.classifier[1]
        model.classifier[1] = nn.Sequential(
            conv, nn.Conv2d(conv.out_channels, num_classes, kernel_size=1).to(conv.weight)
        )
    return model


@wrong(caught="resnet, alexnet_and_vgg")
def replace_head__background_class(model, num_classes):
    """one class more than asked for"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes + 1).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes + 1).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes + 1, 1).to(layers[i].weight)
            return model


@wrong(caught="resnet, frozen_stays_frozen", mistake="head_under_unused_name")
def replace_head__classifier_on_resnet(model, num_classes):
    """a ResNet gets .classifier, which its forward never uses"""
    if hasattr(model, "fc"):
        model.classifier = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model


@wrong(caught="alexnet_and_vgg, frozen_stays_frozen")
def replace_head__classifier_replaced(model, num_classes):
    """the whole classifier of AlexNet and VGG becomes one Linear: two trained layers are lost"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    for layer in model.classifier:
        if isinstance(layer, nn.Linear):
            model.classifier = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            return model
        if isinstance(layer, nn.Conv2d):
            model.classifier[1] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            return model


@wrong(caught="alexnet_and_vgg, frozen_stays_frozen", mistake="head_input_size_wrong")
def replace_head__classifier_replaced_last(model, num_classes):
    """the whole classifier becomes one Linear of the last layer's width: shape error"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    last = model.classifier[-1]
    if isinstance(last, nn.Linear):
        model.classifier = nn.Linear(last.in_features, num_classes).to(last.weight)
    else:
        conv = model.classifier[1]
        model.classifier[1] = nn.Conv2d(conv.in_channels, num_classes, 1).to(conv.weight)
    return model


@wrong(caught="in_place", mistake="copy_changed")
def replace_head__copy(model, num_classes):
    """returns a changed copy; the model itself keeps its head"""
    import copy

    model = copy.deepcopy(model)
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model


@wrong(caught="device")
def replace_head__device_lost(model, num_classes):
    """only the dtype is taken over: the new layer stays on the CPU"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes, dtype=old.weight.dtype)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes, dtype=old.weight.dtype)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1, dtype=old.weight.dtype)
            break
    return model


@wrong(caught="alexnet_and_vgg, squeezenet")
def replace_head__dropout_lost(model, num_classes):
    """AlexNet's and VGG's classifier is put together anew without its dropout"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = [layer for layer in model.classifier if not isinstance(layer, nn.Dropout)]
    old = [layer for layer in layers if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes).to(old.weight)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    model.classifier = nn.Sequential(*[new if layer is old else layer for layer in layers])
    return model


@wrong(caught="alexnet_and_vgg, frozen_stays_frozen")
def replace_head__every_linear(model, num_classes):
    """every Linear of the classifier is a new one"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    last = max(i for i, layer in enumerate(layers) if isinstance(layer, (nn.Linear, nn.Conv2d)))
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Linear):
            out = num_classes if i == last else layer.out_features
            layers[i] = nn.Linear(layer.in_features, out).to(layer.weight)
        if isinstance(layer, nn.Conv2d):
            layers[i] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
    return model


@wrong(caught="alexnet_and_vgg, frozen_stays_frozen", mistake="head_under_unused_name")
def replace_head__fc_on_alexnet(model, num_classes):
    """AlexNet and VGG get .fc, which their forward never uses"""
    if hasattr(model, "fc"):
        old = model.fc
    else:
        old = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    if isinstance(old, nn.Conv2d):
        model.classifier[1] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    else:
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model


@wrong(caught="alexnet_and_vgg, frozen_stays_frozen", mistake="head_input_size_wrong")
def replace_head__first_linear(model, num_classes):
    """the first Linear of the classifier instead of the last"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Linear):
            layers[i] = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            return model
        if isinstance(layer, nn.Conv2d):
            layers[i] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            return model


@wrong(caught="dtype", mistake="head_left_float32")
def replace_head__float32(model, num_classes):
    """the new layer is always float32: fails in a float64 model"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, kernel_size=1)
            return model


@wrong(caught="frozen_stays_frozen", mistake="new_head_frozen")
def replace_head__head_frozen(model, num_classes):
    """the new layer takes over requires_grad of the old one, so a frozen model gets a frozen head"""
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes).to(old.weight)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    new.requires_grad_(old.weight.requires_grad)
    setattr(parent, name, new)
    return model


@wrong(caught="same_object", mistake="new_layer_returned")
def replace_head__head_returned(model, num_classes):
    """returns the new layer, not the model"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model.fc
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return layers[i]
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return layers[i]


@wrong(caught="resnet, alexnet_and_vgg")
def replace_head__hidden_layer(model, num_classes):
    """two new layers instead of one"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Sequential(
            nn.Linear(old.in_features, 16).to(old.weight),
            nn.ReLU(),
            nn.Linear(16, num_classes).to(old.weight),
        )
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Sequential(
                nn.Linear(old.in_features, 16).to(old.weight),
                nn.ReLU(),
                nn.Linear(16, num_classes).to(old.weight),
            )
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
            break
    return model


@wrong(caught="squeezenet, dtype")
def replace_head__kernel_3(model, num_classes):
    """SqueezeNet's new convolution is 3x3"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 3, padding=1).to(old.weight)
            break
    return model


@wrong(caught="squeezenet, dtype", mistake="one_family_assumed")
def replace_head__last_index(model, num_classes):
    """classifier[-1] for every network: SqueezeNet's last entry is a pooling layer"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    else:
        old = model.classifier[-1]
        model.classifier[-1] = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model


@wrong(caught="squeezenet, dtype", mistake="linear_for_conv_head")
def replace_head__linear_in_squeezenet(model, num_classes):
    """a Linear in place of SqueezeNet's convolution"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Linear(layers[i].in_channels, num_classes).to(layers[i].weight)
            return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="new_head_not_attached")
def replace_head__local_variable(model, num_classes):
    """assigns the new layer to a variable, not to the model"""
    if hasattr(model, "fc"):
        head = model.fc
        head = nn.Linear(head.in_features, num_classes).to(head.weight)
        return model
    for layer in reversed(model.classifier):
        if isinstance(layer, nn.Linear):
            layer = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            break
        if isinstance(layer, nn.Conv2d):
            layer = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            break
    return model


@wrong(caught="dtype", mistake="head_left_float32")
def replace_head__model_to_float32(model, num_classes):
    """the whole model becomes float32, so that the new layer fits"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes)
        return model.float()
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes)
            break
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, kernel_size=1)
            break
    return model.float()


@wrong(caught="resnet", mistake="head_under_unused_name")
def replace_head__new_name(model, num_classes):
    """puts the new layer under a name that forward never uses"""
    last = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    size = last.in_features if isinstance(last, nn.Linear) else last.in_channels
    model.head = nn.Linear(size, num_classes).to(last.weight)
    return model


@wrong(caught="same_object", mistake="return_forgotten")
def replace_head__none(model, num_classes):
    """returns None"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            break
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            break


@wrong(caught="resnet, alexnet_and_vgg", mistake="new_head_not_attached")
def replace_head__old_size(model, num_classes):
    """a new layer of the old size: num_classes is not used"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, old.out_features).to(old.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, old.out_features).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, old.out_channels, 1).to(old.weight)
            break
    return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="only_out_features_changed")
def replace_head__out_features(model, num_classes):
    """sets out_features, a number that nothing reads"""
    if hasattr(model, "fc"):
        model.fc.out_features = num_classes
        return model
    for layer in model.classifier:
        if isinstance(layer, nn.Linear):
            last = layer
        if isinstance(layer, nn.Conv2d):
            layer.out_channels = num_classes
            return model
    last.out_features = num_classes
    return model


@wrong(caught="resnet, alexnet_and_vgg")
def replace_head__relu_behind(model, num_classes):
    """a ReLU after the new layer"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Sequential(nn.Linear(old.in_features, num_classes).to(old.weight), nn.ReLU())
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Sequential(nn.Linear(old.in_features, num_classes).to(old.weight), nn.ReLU())
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Sequential(nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight), nn.ReLU())
            break
    return model


@wrong(caught="resnet, alexnet_and_vgg")
def replace_head__reset_all(model, num_classes):
    """initialises every layer anew: what was learned is lost"""
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes).to(old.weight)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    setattr(parent, name, new)
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            nn.init.kaiming_normal_(module.weight)
    return model


@wrong(caught="alexnet_and_vgg, squeezenet", mistake="one_family_assumed")
def replace_head__resnet_only(model, num_classes):
    """only ResNets"""
    old = model.fc
    model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="head_input_size_wrong")
def replace_head__sizes_swapped(model, num_classes):
    """Linear(out, in)"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(num_classes, old.in_features).to(old.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(num_classes, old.in_features).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(num_classes, old.in_channels, 1).to(old.weight)
            break
    return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="softmax_behind_head")
def replace_head__softmax(model, num_classes):
    """a softmax after the new layer"""
    if hasattr(model, "fc"):
        head = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        model.fc = nn.Sequential(head, nn.Softmax(dim=1))
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            head = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            layers[i] = nn.Sequential(head, nn.Softmax(dim=1))
            return model
        if isinstance(layers[i], nn.Conv2d):
            head = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            layers[i] = nn.Sequential(head, nn.Softmax(dim=1))
            return model


@wrong(caught="squeezenet, dtype")
def replace_head__squeezenet_relu_lost(model, num_classes):
    """SqueezeNet's classifier is built anew without its ReLU"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            conv = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            model.classifier = nn.Sequential(nn.Dropout(0.5), conv, nn.AdaptiveAvgPool2d((1, 1)))
            return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="two_classes_hardcoded")
def replace_head__two_classes(model, num_classes):
    """2 classes written out"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, 2).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, 2).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, 2, 1).to(layers[i].weight)
            return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="input_size_hardcoded")
def replace_head__width_4096(model, num_classes):
    """Linear(4096, ...) for every network"""
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(4096, num_classes).to(old.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(4096, num_classes).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
            break
    return model


@wrong(caught="resnet, frozen_stays_frozen", mistake="input_size_hardcoded")
def replace_head__width_512(model, num_classes):
    """Linear(512, ...) for every ResNet"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(512, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model


@wrong(caught="resnet, alexnet_and_vgg", mistake="input_size_hardcoded")
def replace_head__width_512_everywhere(model, num_classes):
    """Linear(512, ...) for every network"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(512, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(512, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(512, num_classes, 1).to(layers[i].weight)
            return model


@wrong(caught="resnet, classifier")
def feature_extractor__batch_norm_left(model, num_classes):
    """batch norm stays trainable"""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            continue
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad = False
    return replace_head(model, num_classes)


@wrong(caught="in_place", mistake="copy_changed")
def feature_extractor__copy(model, num_classes):
    """works on a copy; the model itself is as before"""
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)


@wrong(caught="classifier, some_frozen_before", mistake="frozen_after_new_head")
def feature_extractor__fc_by_name(model, num_classes):
    """freezes after the new head all whose name does not begin with fc"""
    model = replace_head(model, num_classes)
    for name, parameter in model.named_parameters():
        if not name.startswith("fc"):
            parameter.requires_grad = False
    return model


@wrong(caught="outputs, classifier", mistake="one_family_assumed")
def feature_extractor__fc_only(model, num_classes):
    """only ResNets have .fc"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    return model


@wrong(caught="classifier, some_frozen_before", mistake="whole_classifier_trains")
def feature_extractor__features_only(model, num_classes):
    """freezes model.features of AlexNet and VGG, not the first layers of the classifier"""
    frozen = model.features if hasattr(model, "features") else model
    for parameter in frozen.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)


@wrong(caught="dtype", mistake="head_left_float32")
def feature_extractor__float32(model, num_classes):
    """the new layer is always float32"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes)
        return model
    for i, layer in list(enumerate(model.classifier))[::-1]:
        if isinstance(layer, nn.Linear):
            model.classifier[i] = nn.Linear(layer.in_features, num_classes)
            break
        if isinstance(layer, nn.Conv2d):
            model.classifier[i] = nn.Conv2d(layer.in_channels, num_classes, 1)
            break
    return model


@wrong(caught="resnet, classifier", mistake="frozen_after_new_head")
def feature_extractor__freeze_after(model, num_classes):
    """freezes after the new head is in place: nothing is trainable"""
    model = replace_head(model, num_classes)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model


@wrong(caught="some_frozen_before", may_name=("frozen_after_new_head",))
def feature_extractor__head_as_before(model, num_classes):
    """the new head takes over requires_grad of the old one"""
    old = [p.requires_grad for p in model.parameters()][-1]
    for parameter in model.parameters():
        parameter.requires_grad = False
    model = replace_head(model, num_classes)
    for parameter in list(model.parameters())[-2:]:
        parameter.requires_grad = old
    return model


@wrong(caught="outputs, resnet")
def feature_extractor__headless(model, num_classes):
    """the head becomes Identity: features come out, not classes"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Identity()
    else:
        model.classifier[-1] = nn.Identity()
    return model


@wrong(caught="resnet, some_frozen_before")
def feature_extractor__last_block_left(model, num_classes):
    """the last block of a ResNet stays trainable"""
    for name, parameter in model.named_parameters():
        if not name.startswith("layer4"):
            parameter.requires_grad = False
    return replace_head(model, num_classes)


@wrong(caught="resnet, classifier")
def feature_extractor__last_parameter(model, num_classes):
    """only the very last parameter, the bias, is trainable"""
    model = replace_head(model, num_classes)
    for parameter in list(model.parameters())[:-1]:
        parameter.requires_grad = False
    return model


@wrong(caught="same_object", mistake="return_forgotten")
def feature_extractor__none(model, num_classes):
    """returns None"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    replace_head(model, num_classes)


@wrong(caught="resnet, classifier", mistake="never_really_frozen")
def feature_extractor__not_frozen(model, num_classes):
    """new head, but nothing is frozen"""
    return replace_head(model, num_classes)


@wrong(caught="outputs, resnet", mistake="new_head_not_attached")
def feature_extractor__old_head(model, num_classes):
    """keeps the old head of 1000 classes and unfreezes it"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    for parameter in list(model.parameters())[-2:]:
        parameter.requires_grad = True
    return model


@wrong(caught="some_frozen_before")
def feature_extractor__toggled(model, num_classes):
    """not p.requires_grad: what was frozen becomes trainable"""
    for parameter in model.parameters():
        parameter.requires_grad = not parameter.requires_grad
    return replace_head(model, num_classes)


@wrong(caught="resnet, classifier", mistake="requires_grad_misspelt")
def feature_extractor__typo(model, num_classes):
    """p.requires_gard = False: a typo, nothing is frozen"""
    for parameter in model.parameters():
        parameter.requires_gard = False
    return replace_head(model, num_classes)


@wrong(caught="resnet, classifier")
def feature_extractor__weight_only(model, num_classes):
    """the bias of the head is frozen"""
    model = replace_head(model, num_classes)
    head = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    for parameter in model.parameters():
        parameter.requires_grad = False
    head.weight.requires_grad = True
    return model


@wrong(caught="outputs, resnet")
def feature_extractor__weights_reset(model, num_classes):
    """builds a new network without the trained weights"""
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    for parameter in model.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)


@wrong(caught="classifier, some_frozen_before", mistake="whole_classifier_trains")
def feature_extractor__whole_classifier(model, num_classes):
    """all layers of the classifier stay trainable, not only the last"""
    model = replace_head(model, num_classes)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("fc", "classifier"))
    return model


@wrong(caught="some, all_and_none", mistake="every_name_kept")
def trainable_names__all(model):
    """the names of all parameters"""
    return [name for name, parameter in model.named_parameters()]


@wrong(caught="some, all_and_none")
def trainable_names__count(model):
    """how many instead of which"""
    return sum(1 for parameter in model.parameters() if parameter.requires_grad)


@wrong(caught="some, all_and_none")
def trainable_names__dict(model):
    """a dict of the parameters"""
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}


@wrong(caught="some", mistake="requires_grad_asked_elsewhere")
def trainable_names__direct_only(model):
    """no recursion into the layers: empty for most networks"""
    return [name for name, p in model.named_parameters(recurse=False) if p.requires_grad]


@wrong(caught="nested", may_name=("requires_grad_asked_elsewhere",))
def trainable_names__from_the_end(model):
    """stops at the first frozen parameter from the end"""
    names = []
    for name, parameter in reversed(list(model.named_parameters())):
        if not parameter.requires_grad:
            break
        names.insert(0, name)
    return names


@wrong(
    caught="some, all_and_none",
    mistake="frozen_names_listed",
    may_name=("frozen_names_listed", "requires_grad_asked_elsewhere"),
)
def trainable_names__frozen(model):
    """the frozen ones"""
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__generator(model):
    """a generator instead of a list"""
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            yield name


@wrong(
    caught="some, nested",
    mistake="gradient_asked_for",
    may_name=("gradient_asked_for", "requires_grad_asked_elsewhere"),
)
def trainable_names__grad(model):
    """asks for .grad, which is None before the first backward"""
    return [name for name, parameter in model.named_parameters() if parameter.grad is not None]


@wrong(caught="some, all_and_none", may_name=("requires_grad_asked_elsewhere",))
def trainable_names__head_only(model):
    """assumes that only the head is trainable"""
    return [name for name, _ in model.named_parameters() if name.startswith(("fc", "classifier"))]


@wrong(caught="some, all_and_none")
def trainable_names__joined(model):
    """one string"""
    return "\n".join(name for name, parameter in model.named_parameters() if parameter.requires_grad)


@wrong(caught="some, all_and_none")
def trainable_names__last_part(model):
    """only the last part of the dotted name"""
    return [name.split(".")[-1] for name, parameter in model.named_parameters() if parameter.requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__layers(model):
    """names of layers instead of parameters"""
    names = []
    for name, parameter in model.named_parameters():
        layer = name.rsplit(".", 1)[0]
        if parameter.requires_grad and layer not in names:
            names.append(layer)
    return names


@wrong(caught="nested")
def trainable_names__leaves_only(model):
    """a parameter that belongs to a module with children is left out"""
    names = []
    for prefix, module in model.named_modules():
        if not list(module.children()):
            names += [name for name, p in module.named_parameters(prefix) if p.requires_grad]
    return names


@wrong(caught="some, all_and_none")
def trainable_names__pairs(model):
    """pairs of name and parameter"""
    return [item for item in model.named_parameters() if item[1].requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__parameters(model):
    """the parameters themselves, not their names"""
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__printed(model):
    """prints the names and returns None"""
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            print("\t", name)


@wrong(caught="some, all_and_none")
def trainable_names__repeated(model):
    """each layer's parameters again for every module around it"""
    names = []
    for prefix, module in model.named_modules():
        for name, parameter in module.named_parameters(prefix):
            if parameter.requires_grad:
                names.append(name)
    return names


@wrong(caught="some, all_and_none")
def trainable_names__reversed(model):
    """last layer first"""
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            names.insert(0, name)
    return names


@wrong(caught="some, all_and_none")
def trainable_names__set(model):
    """a set: the order is lost"""
    return {name for name, parameter in model.named_parameters() if parameter.requires_grad}


@wrong(caught="some, all_and_none")
def trainable_names__sorted(model):
    """in alphabetical order"""
    return sorted(name for name, parameter in model.named_parameters() if parameter.requires_grad)


@wrong(caught="some, nested", mistake="requires_grad_asked_elsewhere")
def trainable_names__state_dict(model):
    """tensors of the state_dict never require a gradient: always empty"""
    return [name for name, value in model.state_dict().items() if value.requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__top_level(model):
    """only the first part of the dotted name"""
    return [name.split(".")[0] for name, parameter in model.named_parameters() if parameter.requires_grad]


@wrong(caught="some, all_and_none")
def trainable_names__tuple(model):
    """a tuple instead of a list"""
    return tuple(name for name, parameter in model.named_parameters() if parameter.requires_grad)


@wrong(caught="some, all_and_none")
def trainable_names__weights_only(model):
    """no biases"""
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad and "weight" in name:
            names.append(name)
    return names


@wrong(caught="some, all_and_none")
def trainable_names__with_buffers(model):
    """running_mean and running_var are listed too"""
    frozen = [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
    return [name for name in model.state_dict() if name not in frozen]


@wrong(caught="features, labels")
def extract_features__arrays(model, loader):
    """NumPy arrays instead of tensors"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features).numpy(), torch.cat(labels).numpy()


@wrong(caught="features, labels")
def extract_features__batch_means(model, loader):
    """one row for each batch: the mean over it"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.stack([f.mean(0) for f in features]), torch.cat(labels)


@wrong(caught="features, labels")
def extract_features__before_pooling(model, loader):
    """children[:-2]: the feature maps before the pooling"""
    model.eval()
    body = nn.Sequential(*list(model.children())[:-2])
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images).flatten(1))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(
    caught="shuffled_loader",
    mistake="labels_from_other_pass",
    may_name=("labels_from_other_pass", "loader_order_lost"),
)
def extract_features__dataset_order(model, loader):
    """labels in the order of the data set, not of the loader"""
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    labels = torch.tensor([int(loader.dataset[i][1]) for i in range(len(loader.dataset))])
    return torch.cat(features), labels


@wrong(caught="features, last_batch_of_one", mistake="features_in_train_mode")
def extract_features__eval_not_called(model, loader):
    """model.eval without parentheses"""
    model.eval
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, last_batch_of_one", mistake="features_in_train_mode")
def extract_features__fc_eval(model, loader):
    """only the last layer is in eval mode"""
    model.fc.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, last_batch_of_one", mistake="batches_lost")
def extract_features__first_batch(model, loader):
    """only the first batch"""
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    images, labels = next(iter(loader))
    with torch.no_grad():
        model(images)
    hook.remove()
    return features[0], labels


@wrong(caught="features, labels")
def extract_features__first_image(model, loader):
    """inputs[0][0]: only the first image of every batch"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0][0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.stack(features), torch.cat(labels)


@wrong(caught="features, labels")
def extract_features__flat(model, loader):
    """all features in one row"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features).flatten(), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__float64_model(model, loader):
    """the model is float64 afterwards"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    model.double()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels")
def extract_features__hook_in_loop(model, loader):
    """a new hook for every batch: early batches are kept several times"""
    model.eval()
    features, labels, hooks = [], [], []
    with torch.no_grad():
        for images, targets in loader:
            hooks.append(
                model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
            )
            model(images)
            labels.append(targets)
    for hook in hooks:
        hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="no_hook_left", mistake="hook_left_behind")
def extract_features__hook_left(model, loader):
    """the hook is never removed"""
    model.eval()
    features, labels = [], []
    model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels", mistake="head_output_taken")
def extract_features__hook_output(model, loader):
    """the hook keeps the output of .fc, not its input"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_hook(lambda module, inputs, output: features.append(output))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact", mistake="head_left_replaced")
def extract_features__identity_left(model, loader):
    """model.fc stays Identity afterwards"""
    model.fc = nn.Identity()
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="labels, last_batch_of_one")
def extract_features__labels_float(model, loader):
    """labels become floats"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels).float()


@wrong(caught="labels", mistake="batches_not_joined")
def extract_features__labels_list(model, loader):
    """labels as a list of numbers"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels).tolist()


@wrong(caught="features, last_batch_of_one", mistake="batches_lost")
def extract_features__last_batch_lost(model, loader):
    """the last, smaller batch is left out"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            if len(images) < loader.batch_size:
                break
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features")
def extract_features__list_result(model, loader):
    """a list of two instead of a tuple"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return [torch.cat(features), torch.cat(labels)]


@wrong(caught="features, labels", mistake="batches_not_joined")
def extract_features__lists(model, loader):
    """lists of batches instead of tensors"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return features, labels


@wrong(caught="features, labels", mistake="head_output_taken")
def extract_features__logits(model, loader):
    """the logits, what .fc returns"""
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__model_frozen(model, loader):
    """freezes the caller's model instead of using no_grad"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    for images, targets in loader:
        model(images)
        labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__new_fc_left(model, loader):
    """a new .fc of the old size afterwards: the trained one is lost"""
    in_features, out_features = model.fc.in_features, model.fc.out_features
    model.fc = nn.Identity()
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = nn.Linear(in_features, out_features)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels", mistake="labels_not_returned")
def extract_features__no_labels(model, loader):
    """forgets the labels"""
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    return torch.cat(features)


@wrong(caught="features, labels", mistake="maps_not_flattened")
def extract_features__not_flat(model, loader):
    """[N, D, 1, 1]: all children but the last, without flatten"""
    body = nn.Sequential(*list(model.children())[:-1])
    body.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, last_batch_of_one", mistake="batches_lost")
def extract_features__only_last_batch(model, loader):
    """every batch overwrites the one before"""
    model.eval()
    fc = model.fc
    model.fc = nn.Identity()
    with torch.no_grad():
        for images, labels in loader:
            features = model(images)
    model.fc = fc
    return features, labels


@wrong(caught="labels", mistake="loader_order_lost")
def extract_features__own_loader(model, loader):
    """walks through the data set with a loader of its own"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in DataLoader(loader.dataset, batch_size=loader.batch_size):
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="labels, last_batch_of_one")
def extract_features__predictions(model, loader):
    """predicted classes instead of the labels of the loader"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            labels.append(model(images).argmax(dim=1))
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels")
def extract_features__room_for_full_batches(model, loader):
    """room for full batches only: rows of zeros remain at the end"""
    model.eval()
    count = len(loader) * loader.batch_size
    features = torch.zeros(count, model.fc.in_features)
    labels = torch.zeros(count, dtype=torch.long)
    rows = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: rows.append(inputs[0]))
    done = 0
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            features[done : done + len(images)] = rows[-1]
            labels[done : done + len(images)] = targets
            done += len(images)
    hook.remove()
    return features, labels


@wrong(caught="features", mistake="loader_order_lost")
def extract_features__shuffled(model, loader):
    """makes its own shuffled loader: another order"""
    loader = DataLoader(loader.dataset, batch_size=loader.batch_size, shuffle=True)
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features", mistake="loader_order_lost")
def extract_features__sorted_by_label(model, loader):
    """sorted by label, no longer in loader order"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    features, labels = torch.cat(features), torch.cat(labels)
    order = labels.argsort(stable=True)
    return features[order], labels[order]


@wrong(
    caught="last_batch_of_one",
    mistake="batch_of_one_squeezed",
    may_name=("batch_of_one_squeezed", "layers_called_one_by_one"),
)
def extract_features__squeezed(model, loader):
    """squeeze makes a last batch of one image [D] instead of [1, D]"""
    model.eval()
    body = nn.Sequential(*list(model.children())[:-1])
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images).squeeze())
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels", mistake="stack_for_cat")
def extract_features__stacked(model, loader):
    """stack instead of cat: [batches, B, D]"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.stack(features), torch.stack(labels)


@wrong(caught="features, labels", mistake="features_labels_swapped")
def extract_features__swapped(model, loader):
    """(labels, features)"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(labels), torch.cat(features)


@wrong(caught="features, last_batch_of_one", mistake="features_in_train_mode")
def extract_features__train_called(model, loader):
    """train() is called, so batch norm learns"""
    model.train()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, last_batch_of_one", mistake="features_in_train_mode")
def extract_features__train_mode(model, loader):
    """no eval(): batch norm uses the batch and its running_mean moves"""
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, labels", mistake="hook_input_tuple_kept")
def extract_features__tuples(model, loader):
    """keeps the hook's tuple of inputs"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="shuffled_loader", mistake="labels_from_other_pass")
def extract_features__two_passes(model, loader):
    """labels from a second pass over the loader: another order when it shuffles"""
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    labels = [targets for _, targets in loader]
    return torch.cat(features), torch.cat(labels)


@wrong(caught="features, last_batch_of_one")
def extract_features__unit_length(model, loader):
    """features scaled to length 1"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return nn.functional.normalize(torch.cat(features)), torch.cat(labels)


@wrong(caught="no_gradient", mistake="features_keep_gradient")
def extract_features__with_grad(model, loader):
    """no no_grad: the features require a gradient"""
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    for images, targets in loader:
        model(images)
        labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="resnet")
def freeze__recording_left_off(model):
    """switches the recording of gradients off for good"""
    torch.set_grad_enabled(False)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model


@wrong(caught="any_network")
def freeze__dropout_switched_off(model):
    """sets the probability of every dropout to 0 as well"""
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model


@wrong(caught="resnet, any_network", mistake="graph_cut")
def freeze__forward_without_gradient(model):
    """wraps forward in no_grad: nothing before the model gets a gradient either"""
    model.forward = torch.no_grad()(model.forward)
    return model


@wrong(caught="resnet, any_network")
def freeze__gradients_set_to_zero(model):
    """a hook makes every gradient zero: parameters still get one, and decay"""
    for parameter in model.parameters():
        parameter.register_hook(torch.zeros_like)
    return model


@wrong(caught="names", mistake="head_wrapped")
def replace_head__wrapped(model, num_classes):
    """wraps the new layer in a Sequential: fc.weight becomes fc.0.weight"""
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1)
    setattr(parent, name, nn.Sequential(new.to(old.weight)))
    return model


@wrong(caught="resnet, alexnet_and_vgg, squeezenet")
def replace_head__dropout_before(model, num_classes):
    """one more dropout before the new layer"""
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1)
    setattr(parent, name, nn.Sequential(nn.Dropout(0.2), new.to(old.weight)))
    return model


@wrong(caught="resnet, names", mistake="new_head_not_attached")
def replace_head__never_more_classes(model, num_classes):
    """cuts the old layer: it never has more outputs than before"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head.weight = nn.Parameter(head.weight.detach()[:num_classes].clone())
    head.bias = nn.Parameter(head.bias.detach()[:num_classes].clone())
    return model


@wrong(caught="frozen_stays_frozen", mistake="new_head_frozen")
def replace_head__kept_if_it_fits(model, num_classes):
    """keeps the old layer, frozen as it is, if it has the right number of outputs"""
    if hasattr(model, "fc"):
        if model.fc.out_features != num_classes:
            model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
            break
    return model


@wrong(caught="resnet")
def replace_head__default_dtype_left(model, num_classes):
    """changes the default dtype of the whole process"""
    torch.set_default_dtype(torch.float64)
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1)
    setattr(parent, name, new.to(old.weight))
    return model


@wrong(caught="outputs")
def feature_extractor__dropout_switched_off(model, num_classes):
    """takes the dropout away with the training"""
    for parameter in model.parameters():
        parameter.requires_grad = False
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1)
    setattr(parent, name, new.to(old.weight))
    return model


@wrong(caught="outputs")
def feature_extractor__recording_left_off(model, num_classes):
    """switches the recording of gradients off for good"""
    torch.set_grad_enabled(False)
    for parameter in model.parameters():
        parameter.requires_grad = False
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1)
    setattr(parent, name, new.to(old.weight))
    return model


@wrong(caught="some")
def trainable_names__or_with_gradient(model):
    """lists frozen parameters, too, that still have a gradient of an earlier training"""
    return [n for n, p in model.named_parameters() if p.requires_grad or p.grad is not None]


@wrong(caught="some, nested")
def trainable_names__freezes(model):
    """freezes the model while looking"""
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    model.requires_grad_(False)
    return names


@wrong(caught="some")
def trainable_names__recording_left_off(model):
    """switches the recording of gradients off for good"""
    torch.set_grad_enabled(False)
    return [n for n, p in model.named_parameters() if p.requires_grad]


@wrong(caught="own_forward", mistake="layers_called_one_by_one")
def extract_features__children(model, loader):
    """calls the layers one after another: what forward does between them is missing"""
    body = nn.Sequential(*list(model.children())[:-1]).eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images).flatten(1))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact", mistake="train_mode_left")
def extract_features__train_afterwards(model, loader):
    """train() at the end, also for what came in eval mode"""
    fc, features, labels = model.fc, [], []
    model.fc = nn.Identity()
    model.eval()
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = fc
    model.train()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__copy_of_fc_left(model, loader):
    """puts a copy of .fc back: an optimizer made before no longer trains it"""
    import copy

    fc, features, labels = copy.deepcopy(model.fc), [], []
    model.fc = nn.Identity()
    model.eval()
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = fc
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__all_trainable_afterwards(model, loader):
    """freezes instead of using no_grad, and makes everything trainable afterwards"""
    fc, features, labels = model.fc, [], []
    model.fc = nn.Identity()
    model.requires_grad_(False)
    model.eval()
    for images, targets in loader:
        features.append(model(images))
        labels.append(targets)
    model.fc = fc
    model.requires_grad_(True)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="model_intact")
def extract_features__gradients_cleared(model, loader):
    """clears the gradients that the model has"""
    fc, features, labels = model.fc, [], []
    model.fc = nn.Identity()
    model.eval()
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = fc
    model.zero_grad()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="no_hook_left")
def extract_features__every_hook_removed(model, loader):
    """removes the caller's hooks with its own"""
    features, labels = [], []
    model.eval()
    model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    model.fc._forward_pre_hooks.clear()
    return torch.cat(features), torch.cat(labels)


@wrong(caught="last_batch_of_one")
def extract_features__squeezed_at_the_end(model, loader):
    """squeeze at the end: a single image has no batch dimension"""
    fc, features, labels = model.fc, [], []
    model.fc = nn.Identity()
    model.eval()
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = fc
    return torch.cat(features).squeeze(), torch.cat(labels)


@wrong(caught="features")
def extract_features__recording_left_off(model, loader):
    """switches the recording of gradients off for good"""
    torch.set_grad_enabled(False)
    fc, features, labels = model.fc, [], []
    model.fc = nn.Identity()
    model.eval()
    for images, targets in loader:
        features.append(model(images))
        labels.append(targets)
    model.fc = fc
    return torch.cat(features), torch.cat(labels)


@wrong(caught="modes")
def extract_features__mode_of_the_whole_restored(model, loader):
    """puts back the mode of the model as a whole: a layer that was in eval mode is in train mode afterwards"""
    fc, was, features, labels = model.fc, model.training, [], []
    model.fc = nn.Identity()
    model.eval()
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = fc
    model.train(was)
    return torch.cat(features), torch.cat(labels)


@wrong(caught="same_object", mistake="return_forgotten")
def replace_head__none_of_one_kind(model, num_classes):
    """returns at the end of the branches of two kinds of network only"""
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    last = [i for i, layer in enumerate(model.classifier) if isinstance(layer, nn.Linear | nn.Conv2d)][-1]
    old = model.classifier[last]
    if isinstance(old, nn.Linear):
        model.classifier[last] = nn.Linear(old.in_features, num_classes).to(old.weight)
        return model
    model.classifier[last] = nn.Conv2d(old.in_channels, num_classes, old.kernel_size).to(old.weight)
