"""Wrong solutions of ex4_inspect: count_parameters, linear_layers, trace_shapes, conv_out, rank_models."""

from grader.audit.wrong import wrong


@wrong(caught="frozen_too", mistake="frozen_always_left_out")
def count_parameters__always_trainable(model, trainable_only=False):
    """frozen parameters never count"""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@wrong(caught="all_layers")
def count_parameters__bytes(model, trainable_only=False):
    """bytes, not numbers"""
    return sum(p.nbytes for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="all_layers")
def count_parameters__bytes_by_four(model, trainable_only=False):
    """bytes through 4: wrong in half precision"""
    return sum(p.nbytes // 4 for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="all_layers")
def count_parameters__children_parameters(model, trainable_only=False):
    """only what lies in the children: the model's own parameters are missing"""
    seen = {}
    for child in model.children():
        for p in child.parameters():
            if p.requires_grad or not trainable_only:
                seen[id(p)] = p.numel()
    return sum(seen.values())


@wrong(caught="shared", mistake="shared_parameter_counted_twice")
def count_parameters__duplicates_kept(model, trainable_only=False):
    """remove_duplicate=False: a shared parameter counts twice"""
    total = 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if trainable_only and not p.requires_grad:
            continue
        total += p.numel()
    return total


@wrong(caught="all_layers")
def count_parameters__equal_shapes_once(model, trainable_only=False):
    """a set of the shapes"""
    shapes = {p.shape for p in model.parameters() if p.requires_grad or not trainable_only}
    return sum(shape.numel() for shape in shapes)


@wrong(caught="all_layers")
def count_parameters__equal_sizes_once(model, trainable_only=False):
    """a set of the sizes: layers of one size count once"""
    return sum({p.numel() for p in model.parameters() if p.requires_grad or not trainable_only})


@wrong(caught="all_layers")
def count_parameters__equal_values_once(model, trainable_only=False):
    """parameters with equal values count once: two zero biases are two"""
    unique = []
    for p in model.parameters():
        if trainable_only and not p.requires_grad:
            continue
        if not any(p.shape == q.shape and bool((p == q).all()) for q in unique):
            unique.append(p)
    return sum(p.numel() for p in unique)


@wrong(caught="frozen_too")
def count_parameters__eval_left(model, trainable_only=False):
    """the model is in eval mode afterwards"""
    model.eval()
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="all_layers")
def count_parameters__first_dimension(model, trainable_only=False):
    """begins with shape[0], which a single number does not have"""
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            count = p.shape[0]
            for size in p.shape[1:]:
                count *= size
            total += count
    return total


@wrong(caught="trainable_only, frozen_too", mistake="trainable_only_ignored")
def count_parameters__freezes(model, trainable_only=False):
    """assigns requires_grad instead of asking for it"""
    total = 0
    for p in model.parameters():
        if trainable_only:
            p.requires_grad = True
        total += p.numel()
    return total


@wrong(caught="trainable_only, frozen_too")
def count_parameters__frozen_when_trainable(model, trainable_only=False):
    """with trainable_only, counts the frozen ones; without it all"""
    if trainable_only:
        return sum(p.numel() for p in model.parameters() if not p.requires_grad)
    return sum(p.numel() for p in model.parameters())


@wrong(caught="all_layers")
def count_parameters__generator_used_up(model, trainable_only=False):
    """the generator is used up by the first pass"""
    parameters = model.parameters()
    if not any(p.requires_grad for p in parameters):
        parameters = model.parameters()
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)


@wrong(caught="frozen_too")
def count_parameters__gradients_deleted(model, trainable_only=False):
    """throws the gradients away"""
    model.zero_grad()
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="frozen_too")
def count_parameters__gradients_off(model, trainable_only=False):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="frozen_too")
def count_parameters__made_float32(model, trainable_only=False):
    """the model is turned to float32"""
    model.float()
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="all_layers")
def count_parameters__matrices_only(model, trainable_only=False):
    """only two and more dimensions: no biases, no scales"""
    parameters = [p for p in model.parameters() if p.dim() > 1]
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)


@wrong(caught="shared")
def count_parameters__memory_between_calls(model, trainable_only=False, seen=set()):
    """the set of seen parameters is a default argument: it lives on between calls"""
    total = 0
    for p in model.parameters():
        if id(p) in seen or (trainable_only and not p.requires_grad):
            continue
        seen.add(id(p))
        total += p.numel()
    return total


@wrong(caught="all_layers")
def count_parameters__nonzero(model, trainable_only=False):
    """counts the numbers that are not zero"""
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            total += int(torch.count_nonzero(p))
    return total


@wrong(caught="shared", mistake="shared_parameter_counted_twice")
def count_parameters__shared_twice(model, trainable_only=False):
    """goes through every module: a shared parameter counts twice"""
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if not trainable_only or p.requires_grad:
                total += p.numel()
    return total


@wrong(
    caught="all_layers, frozen_too",
    mistake="buffers_counted",
    may_name=("shared_parameter_counted_twice", "buffers_counted"),
)
def count_parameters__state_dict(model, trainable_only=False):
    """the state dict: buffers such as running_mean count too"""
    if trainable_only:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
    return sum(t.numel() for t in model.state_dict().values())


@wrong(caught="trainable_only, frozen_too")
def count_parameters__state_dict_grad(model, trainable_only=False):
    """state_dict holds detached tensors: nothing in it requires a gradient"""
    if not trainable_only:
        return sum(p.numel() for p in model.parameters())
    return sum(t.numel() for t in model.state_dict().values() if t.requires_grad)


@wrong(caught="all_layers", mistake="count_as_tensor")
def count_parameters__tensor(model, trainable_only=False):
    """a tensor, not an int"""
    return sum(torch.tensor(p.numel()) for p in model.parameters() if p.requires_grad or not trainable_only)


@wrong(caught="all_layers")
def count_parameters__tensors(model, trainable_only=False):
    """the number of tensors, not of numbers"""
    return len([p for p in model.parameters() if p.requires_grad or not trainable_only])


@wrong(caught="trainable_only, frozen_too")
def count_parameters__trainable_by_grad(model, trainable_only=False):
    """trainable: those that already have a .grad"""
    return sum(p.numel() for p in model.parameters() if not trainable_only or p.grad is not None)


@wrong(caught="trainable_only, frozen_too", mistake="trainable_only_ignored")
def count_parameters__trainable_by_mode(model, trainable_only=False):
    """trainable: when the model is in train mode"""
    if trainable_only and not model.training:
        return 0
    return sum(p.numel() for p in model.parameters())


@wrong(caught="trainable_only, frozen_too")
def count_parameters__trainable_by_module(model, trainable_only=False):
    """takes a layer as trainable when its first parameter is"""
    seen = {}
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and (own[0].requires_grad or not trainable_only):
            seen.update({id(p): p.numel() for p in own})
    return sum(seen.values())


@wrong(caught="trainable_only, frozen_too", mistake="trainable_only_ignored")
def count_parameters__trainable_ignored(model, trainable_only=False):
    """trainable_only is ignored"""
    return sum(p.numel() for p in model.parameters())


@wrong(caught="trainable_only, frozen_too", may_name=("frozen_always_left_out",))
def count_parameters__trainable_inverted(model, trainable_only=False):
    """with trainable_only, counts the frozen ones"""
    return sum(p.numel() for p in model.parameters() if p.requires_grad != trainable_only)


@wrong(caught="all_layers")
def count_parameters__two_dimensions(model, trainable_only=False):
    """shape[0] * shape[1]: wrong for convolutions, and a bias has no shape[1]"""
    total = 0
    for p in model.parameters():
        if trainable_only and not p.requires_grad:
            continue
        total += p.shape[0] * p.shape[1] if p.dim() > 1 else p.shape[0]
    return total


@wrong(caught="frozen_too")
def count_parameters__unfreezes(model, trainable_only=False):
    """turns requires_grad on while it counts: the next count sees nothing frozen"""
    total = sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)
    for p in model.parameters():
        p.requires_grad = True
    return total


@wrong(caught="all_layers")
def count_parameters__weights_only(model, trainable_only=False):
    """only names with "weight": no bias"""
    return sum(
        p.numel()
        for name, p in model.named_parameters()
        if "weight" in name and (p.requires_grad or not trainable_only)
    )


@wrong(caught="nested")
def linear_layers__ascii_only(model):
    """names that are not ASCII are left out"""
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear) and n.isascii()]


@wrong(caught="other_layers")
def linear_layers__bias_names(model):
    """from the names of the biases: layers without a bias are missing"""
    names = []
    for name, _ in model.named_parameters():
        layer, _, kind = name.rpartition(".")
        if kind == "bias" and isinstance(model.get_submodule(layer), nn.Linear):
            names.append(layer)
    return names


@wrong(caught="other_layers")
def linear_layers__bias_required(model):
    """layers without a bias are missing"""
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear) and m.bias is not None]


@wrong(caught="nested", mistake="module_order_lost")
def linear_layers__breadth_first(model):
    """level by level, not in the order of the model"""
    names = [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    return sorted(names, key=lambda name: name.count("."))


@wrong(caught="plain")
def linear_layers__by_name(model):
    """by the usual names: fc and classifier"""
    return [
        name
        for name, module in model.named_modules()
        if ("fc" in name or "classifier" in name) and isinstance(module, nn.Linear)
    ]


@wrong(caught="nested, subclass", mistake="inner_modules_missed")
def linear_layers__children_only(model):
    """only the direct children"""
    return [name for name, module in model.named_children() if isinstance(module, nn.Linear)]


@wrong(caught="subclass", mistake="exact_class_compared")
def linear_layers__class_name(model):
    """by the name of the class: subclasses are missing"""
    return [name for name, m in model.named_modules() if m.__class__.__name__ == "Linear"]


@wrong(caught="plain")
def linear_layers__conv_too(model):
    """convolutions too"""
    return [n for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))]


@wrong(caught="nested")
def linear_layers__cut_at_weight(model):
    """the name of a parameter, cut where "weight" begins"""
    names = []
    for name, _ in model.named_parameters():
        layer = name.split("weight")[0].split("bias")[0].rstrip(".")
        modules = dict(model.named_modules())
        if isinstance(modules.get(layer), nn.Linear) and layer not in names:
            names.append(layer)
    return names


@wrong(caught="nested")
def linear_layers__equal_last_part_once(model):
    """a dict by the last part: layers of one name in two blocks collapse"""
    found = {}
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            found[name.split(".")[-1]] = name
    return list(found.values())


@wrong(caught="other_layers")
def linear_layers__eval_left(model):
    """the model is in eval mode afterwards"""
    model.eval()
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]


@wrong(caught="plain, other_layers")
def linear_layers__every_weight(model):
    """every layer with a weight, convolutions too"""
    return [n for n, m in model.named_modules() if isinstance(getattr(m, "weight", None), nn.Parameter)]


@wrong(caught="subclass", mistake="exact_class_compared")
def linear_layers__exact_type(model):
    """type(...) is nn.Linear: subclasses are missing"""
    return [name for name, module in model.named_modules() if type(module) is nn.Linear]


@wrong(caught="plain")
def linear_layers__generator(model):
    """a generator"""
    return (name for name, module in model.named_modules() if isinstance(module, nn.Linear))


@wrong(caught="other_layers")
def linear_layers__has_in_features(model):
    """whatever has in_features: other layers too"""
    return [name for name, module in model.named_modules() if hasattr(module, "in_features")]


@wrong(caught="plain")
def linear_layers__last_only(model):
    """only the last one"""
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)][-1:]


@wrong(caught="nested, long_sequence", mistake="dotted_path_lost")
def linear_layers__last_part(model):
    """only the last part of the name"""
    return [name.split(".")[-1] for name, module in model.named_modules() if isinstance(module, nn.Linear)]


@wrong(caught="nested, long_sequence", may_name=("dotted_path_lost",))
def linear_layers__leaf_children_only(model):
    """goes down to leaves only, without the names of the way"""
    names = []
    for name, child in model.named_children():
        if isinstance(child, nn.Linear):
            names.append(name)
        else:
            names += [n for n, m in child.named_modules() if isinstance(m, nn.Linear)]
    return names


@wrong(caught="nested")
def linear_layers__lower_case(model):
    """names in lower case"""
    return [name.lower() for name, module in model.named_modules() if isinstance(module, nn.Linear)]


@wrong(caught="plain", mistake="modules_for_names")
def linear_layers__modules(model):
    """the layers, not their names"""
    return [module for module in model.modules() if isinstance(module, nn.Linear)]


@wrong(caught="nested")
def linear_layers__no_grandchildren(model):
    """two levels only"""
    names = []
    for name, child in model.named_children():
        if isinstance(child, nn.Linear):
            names.append(name)
        names += [f"{name}.{n}" for n, m in child.named_children() if isinstance(m, nn.Linear)]
    return names


@wrong(caught="other_layers")
def linear_layers__out_features(model):
    """whatever has out_features: Bilinear too"""
    return [name for name, module in model.named_modules() if hasattr(module, "out_features")]


@wrong(caught="plain")
def linear_layers__pairs(model):
    """pairs (name, module)"""
    return [(name, module) for name, module in model.named_modules() if isinstance(module, nn.Linear)]


@wrong(caught="plain", mistake="module_order_lost")
def linear_layers__reversed(model):
    """last layer first"""
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)][::-1]


@wrong(caught="plain")
def linear_layers__sequential_only(model):
    """looks inside nn.Sequential only"""
    names = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Sequential):
            names += [
                f"{name}.{i}".lstrip(".") for i, m in module.named_children() if isinstance(m, nn.Linear)
            ]
    return names


@wrong(caught="plain")
def linear_layers__set(model):
    """a set"""
    return {name for name, module in model.named_modules() if isinstance(module, nn.Linear)}


@wrong(caught="nested, long_sequence")
def linear_layers__slashes(model):
    """joined with slashes"""
    return [name.replace(".", "/") for name, m in model.named_modules() if isinstance(m, nn.Linear)]


@wrong(caught="plain, nested", mistake="module_order_lost")
def linear_layers__sorted(model):
    """in alphabetical order: 10 before 2"""
    return sorted(name for name, module in model.named_modules() if isinstance(module, nn.Linear))


@wrong(caught="plain")
def linear_layers__text_contains(model):
    """ "Linear" in str(module): containers too"""
    return [name for name, module in model.named_modules() if "Linear(" in str(module)]


@wrong(caught="other_layers")
def linear_layers__trainable_required(model):
    """frozen layers are missing"""
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear) and m.weight.requires_grad]


@wrong(caught="subclass, other_layers")
def linear_layers__two_dimensional_weights(model):
    """every weight with two dimensions: an embedding too"""
    return [
        n.removesuffix(".weight")
        for n, p in model.named_parameters()
        if n.endswith("weight") and p.dim() == 2
    ]


@wrong(caught="plain", mistake="weights_for_layers")
def linear_layers__weights(model):
    """the names of the weights"""
    names = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            names.append(name + ".weight")
    return names


@wrong(caught="model_as_before")
def trace_shapes__all_hooks_cleared(model, batch):
    """removes the hooks of others too"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
        m._forward_hooks.clear()
    return shapes


@wrong(caught="model_as_before", mistake="mode_not_restored")
def trace_shapes__always_back_to_train(model, batch):
    """train() at the end, also when it was in eval mode"""
    shapes = {}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    model.train()
    return shapes


@wrong(caught="shapes, call_order, called_twice")
def trace_shapes__by_hand_flatten(model, batch):
    """calls the children one after another, with a flatten before a Linear"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    model.eval()
    x = batch
    with torch.no_grad():
        for name, module in model.named_modules():
            if not list(module.children()):
                if isinstance(module, nn.Linear) and x.dim() > 2:
                    x = torch.flatten(x, 1)
                x = module(x)
                shapes[name] = tuple(x.shape)
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="eval_mode", mistake="no_eval")
def trace_shapes__children_eval(model, batch):
    """the children are in eval mode, the model itself is not"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    for child in model.children():
        child.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes", mistake="inner_modules_missed")
def trace_shapes__children_only(model, batch):
    """only the direct children"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = [
        child.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
        for name, child in model.named_children()
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes")
def trace_shapes__class_names(model, batch):
    """the class as the key: all ReLUs are one"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = [
        m.register_forward_hook(lambda m, i, o: shapes.update({type(m).__name__: tuple(o.shape)}))
        for m in model.modules()
        if not list(m.children())
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes", mistake="containers_included")
def trace_shapes__containers_too(model, batch):
    """all modules, not only the leaves"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = [
        module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
        for name, module in model.named_modules()
        if name
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="hooks_removed", mistake="hooks_not_removed")
def trace_shapes__copied_result(model, batch):
    """the hooks stay, but fill a dict that nobody sees"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return dict(shapes)


@wrong(caught="shapes")
def trace_shapes__dropout_left_out(model, batch):
    """dropout is left out, since it changes no shape"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()) and not isinstance(module, nn.Dropout):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes", mistake="batch_size_fixed")
def trace_shapes__first_image(model, batch):
    """sends the first image only"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch[:1])
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="called_twice")
def trace_shapes__first_shape_kept(model, batch):
    """a leaf that is called twice keeps its first shape"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(
                    lambda m, i, o, name=name: shapes.setdefault(name, tuple(o.shape)) and None
                )
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="hooks_removed", mistake="hooks_not_removed")
def trace_shapes__forward_replaced(model, batch):
    """the leaves' forward methods are replaced and not put back"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, leaf in model.named_modules():
        if not list(leaf.children()):

            def watched(x, name=name, forward=leaf.forward):
                output = forward(x)
                shapes[name] = tuple(output.shape)
                return output

            leaf.forward = watched
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="model_as_before")
def trace_shapes__freezes(model, batch):
    """freezes the model so that there is no gradient, and leaves it so"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for p in model.parameters():
        p.requires_grad = False
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="hooks_removed", mistake="hooks_not_removed")
def trace_shapes__global_hook_left(model, batch):
    """a hook on all modules at once, which stays"""
    shapes = {}
    names = {m: name for name, m in model.named_modules() if not list(m.children())}
    modes = {m: m.training for m in model.modules()}

    def note(module, inputs, output):
        if module in names:
            shapes[names[module]] = tuple(output.shape)

    nn.modules.module.register_module_forward_hook(note)
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return dict(shapes)


@wrong(caught="model_as_before", mistake="gradients_deleted")
def trace_shapes__gradients_deleted(model, batch):
    """throws away gradients that were there before"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.zero_grad()
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="no_gradient")
def trace_shapes__gradients_off(model, batch):
    """switches gradients off for good"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    torch.set_grad_enabled(False)
    model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="hooks_removed", mistake="hooks_not_removed")
def trace_shapes__hooks_left(model, batch):
    """the hooks are never removed"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes")
def trace_shapes__input_shape(model, batch):
    """the shape of the input, not of the output"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(
                    lambda m, i, o, name=name: shapes.update({name: tuple(i[0].shape)})
                )
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes", mistake="dotted_path_lost")
def trace_shapes__last_part(model, batch):
    """the last part of the name: layers of two blocks collapse"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            short = name.split(".")[-1]
            hooks.append(
                module.register_forward_hook(
                    lambda m, i, o, name=short: shapes.update({name: tuple(o.shape)})
                )
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="called_twice", mistake="call_order_lost")
def trace_shapes__last_place(model, batch):
    """a leaf that is called twice moves to its last place"""
    calls = []
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: calls.append((name, tuple(o.shape))))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    shapes = {}
    for name, shape in calls:
        shapes.pop(name, None)
        shapes[name] = shape
    return shapes


@wrong(caught="shapes", mistake="lambda_bound_late")
def trace_shapes__late_binding(model, batch):
    """the name in the lambda is that of the end of the loop"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if len(list(module.children())) == 0:
            hooks.append(module.register_forward_hook(lambda m, i, o: shapes.update({name: tuple(o.shape)})))
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes")
def trace_shapes__layers_with_weights(model, batch):
    """only leaves with parameters: ReLU and pooling are missing"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()) and list(module.parameters()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="model_as_before", mistake="mode_not_restored")
def trace_shapes__left_in_eval(model, batch):
    """the model stays in eval mode"""
    shapes = {}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    return shapes


@wrong(caught="shapes", mistake="shapes_as_lists")
def trace_shapes__lists(model, batch):
    """shapes as lists"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: list(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="call_order", mistake="call_order_lost")
def trace_shapes__module_order(model, batch):
    """the order of the model, not of the calls"""
    found = {}
    modes = {m: m.training for m in model.modules()}
    leaves = {name: m for name, m in model.named_modules() if not list(m.children())}
    hooks = [
        module.register_forward_hook(lambda m, i, o, name=name: found.update({name: tuple(o.shape)}))
        for name, module in leaves.items()
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return {name: found[name] for name in leaves if name in found}


@wrong(caught="shapes", mistake="modules_for_names")
def trace_shapes__modules_as_keys(model, batch):
    """the keys are modules, not names"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for module in model.modules():
        if not list(module.children()):
            hooks.append(module.register_forward_hook(lambda m, i, o: shapes.update({m: tuple(o.shape)})))
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="shapes", mistake="shape_without_batch")
def trace_shapes__no_batch_dim(model, batch):
    """the shape without the batch dimension"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(
                    lambda m, i, o, name=name: shapes.update({name: tuple(o.shape[1:])})
                )
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="model_as_before", mistake="mode_not_restored")
def trace_shapes__one_mode_for_all(model, batch):
    """train(mode of the model) puts a frozen block, which was in eval mode, into train mode"""
    shapes = {}
    was_training = model.training
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    model.train(was_training)
    return shapes


@wrong(caught="eval_mode", mistake="no_eval")
def trace_shapes__only_root_eval(model, batch):
    """model.training = False: the layers inside stay in train mode"""
    shapes = {}
    mode = model.training
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.training = False
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    model.training = mode
    return shapes


@wrong(caught="model_as_before", mistake="mode_not_restored")
def trace_shapes__only_root_restored(model, batch):
    """model.training = ... reaches the model only, not its layers"""
    shapes = {}
    was_training = model.training
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    model.training = was_training
    return shapes


@wrong(caught="shapes")
def trace_shapes__output_returned(model, batch):
    """the hook returns the shape, which then replaces the output"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}

    def hook_for(name):
        def hook(module, inputs, output):
            shapes[name] = tuple(output.shape)
            return shapes[name]

        return hook

    hooks = [
        m.register_forward_hook(hook_for(name)) for name, m in model.named_modules() if not list(m.children())
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="call_order", mistake="call_order_lost")
def trace_shapes__reversed(model, batch):
    """last call first"""
    calls = []
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(
                    lambda m, i, o, name=name: calls.insert(0, (name, tuple(o.shape)))
                )
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return dict(calls)


@wrong(caught="shapes")
def trace_shapes__same_text_once(model, batch):
    """layers that print alike are taken for one"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    seen = []
    for name, module in model.named_modules():
        if not list(module.children()) and str(module) not in seen and not seen.append(str(module)):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="eval_mode", mistake="no_eval")
def trace_shapes__train_mode(model, batch):
    """no eval: dropout is on, the batch norm statistics move"""
    shapes = {}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    return shapes


@wrong(caught="shapes", mistake="containers_included")
def trace_shapes__two_levels(model, batch):
    """children and their children, but nothing below"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, child in model.named_children():
        inner = [(f"{name}.{last}", m) for last, m in child.named_children()]
        for full, module in inner or [(name, child)]:
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=full: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="not_called", mistake="uncalled_leaves_included")
def trace_shapes__uncalled_none(model, batch):
    """a leaf that is not called is there with None"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    for name, module in model.named_modules():
        if not list(module.children()):
            shapes.setdefault(name, None)
    return shapes


@wrong(caught="eval_mode, no_gradient")
def trace_shapes__usual_kinds(model, batch):
    """knows some kinds of layers only"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Conv2d | nn.BatchNorm2d | nn.ReLU | nn.MaxPool2d | nn.Flatten | nn.Linear):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="model_as_before")
def trace_shapes__weights_zeroed(model, batch):
    """sets the weights to 0, "the shapes are the same" """
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        for p in model.parameters():
            p.zero_()
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="no_gradient", mistake="no_grad_missing")
def trace_shapes__with_gradient(model, batch):
    """no no_grad"""
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes


@wrong(caught="size_and_kernel, left_over")
def conv_out__argument_order(size, kernel, padding=0, stride=1, dilation=1):
    """padding and stride in the other order"""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="left_over", mistake="partial_window_counted")
def conv_out__ceil(size, kernel, stride=1, padding=0, dilation=1):
    """rounds up"""
    return -(-(size + 2 * padding - dilation * (kernel - 1) - 1) // stride) + 1


@wrong(caught="size_and_kernel")
def conv_out__default_padding(size, kernel, stride=1, padding=1, dilation=1):
    """the default padding is 1"""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="size_and_kernel, by_name")
def conv_out__default_stride(size, kernel, stride=None, padding=0, dilation=1):
    """without a stride the kernel size is the stride, as in pooling"""
    stride = stride or kernel
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="dilation, by_name", mistake="dilation_miscounted")
def conv_out__dilation_gaps(size, kernel, stride=1, padding=0, dilation=1):
    """adds the dilation once for each gap: kernel + (kernel - 1) * dilation"""
    covered = kernel if dilation == 1 else kernel + (kernel - 1) * dilation
    return (size + 2 * padding - covered) // stride + 1


@wrong(caught="dilation, by_name", mistake="dilation_miscounted")
def conv_out__dilation_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """the formula without dilation"""
    return (size - kernel + 2 * padding) // stride + 1


@wrong(caught="dilation, by_name", mistake="dilation_miscounted")
def conv_out__dilation_times_kernel(size, kernel, stride=1, padding=0, dilation=1):
    """the kernel covers dilation * kernel"""
    return (size + 2 * padding - dilation * kernel) // stride + 1


@wrong(caught="left_over", mistake="partial_window_counted")
def conv_out__each_divided(size, kernel, stride=1, padding=0, dilation=1):
    """size and kernel are divided one by one"""
    return (size + 2 * padding) // stride - (dilation * (kernel - 1) + 1) // stride + 1


@wrong(caught="size_and_kernel")
def conv_out__kernel_halves(size, kernel, stride=1, padding=0, dilation=1):
    """half a kernel on either side: wrong for an even kernel"""
    return (size + 2 * padding - 2 * dilation * (kernel // 2) - 1) // stride + 1


@wrong(caught="padding")
def conv_out__kernel_must_fit(size, kernel, stride=1, padding=0, dilation=1):
    """refuses a kernel that is larger than the size, although padding makes room"""
    if kernel > size:
        raise ValueError("the kernel is too large")
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="size_and_kernel", mistake="plus_1_lost")
def conv_out__last_place_lost(size, kernel, stride=1, padding=0, dilation=1):
    """range without + 1: the last place is missing"""
    covered = dilation * (kernel - 1) + 1
    return len(range(0, size + 2 * padding - covered, stride))


@wrong(caught="padding")
def conv_out__never_larger(size, kernel, stride=1, padding=0, dilation=1):
    """never larger than the input"""
    return min(size, (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)


@wrong(caught="size_and_kernel", mistake="plus_1_lost")
def conv_out__no_plus_one(size, kernel, stride=1, padding=0, dilation=1):
    """without the + 1"""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride


@wrong(caught="size_and_kernel", mistake="true_division")
def conv_out__np_floor(size, kernel, stride=1, padding=0, dilation=1):
    """np.floor gives a float"""
    import numpy as np

    return float(np.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1))


@wrong(caught="padding, by_name", mistake="padding_not_doubled")
def conv_out__padding_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """no padding"""
    return (size - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="padding, by_name", mistake="padding_not_doubled")
def conv_out__padding_once(size, kernel, stride=1, padding=0, dilation=1):
    """padding on one side only"""
    return (size + padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="size_and_kernel, dilation")
def conv_out__padding_or_same(size, kernel, stride=1, padding=0, dilation=1):
    """padding 0 is taken for "not given" """
    padding = padding or kernel // 2
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@wrong(caught="left_over", mistake="partial_window_counted")
def conv_out__partial_window(size, kernel, stride=1, padding=0, dilation=1):
    """a last, incomplete window counts too (ceil_mode)"""
    covered = dilation * (kernel - 1) + 1
    n, start = 0, 0
    while start + covered < size + 2 * padding + stride:
        n += 1
        start += stride
    return n


@wrong(caught="size_and_kernel, padding", mistake="plus_1_lost")
def conv_out__plus_one_inside(size, kernel, stride=1, padding=0, dilation=1):
    """the + 1 before the division"""
    return (size + 2 * padding - dilation * (kernel - 1) - 1 + 1) // stride


@wrong(caught="padding")
def conv_out__pooling(size, kernel, stride=1, padding=0, dilation=1):
    """asks a MaxPool2d, which refuses a padding of more than half the kernel"""
    layer = nn.MaxPool2d(kernel, stride, padding, dilation)
    return layer(torch.zeros(1, 1, size, size)).shape[-1]


@wrong(caught="size_and_kernel")
def conv_out__precedence(size, kernel, stride=1, padding=0, dilation=1):
    """brackets missing: the division comes first"""
    return size + 2 * padding - (dilation * (kernel - 1) + 1) // stride + 1


@wrong(caught="left_over", mistake="partial_window_counted")
def conv_out__rounded(size, kernel, stride=1, padding=0, dilation=1):
    """round instead of floor"""
    return round((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1


@wrong(caught="size_and_kernel, dilation")
def conv_out__same_padding(size, kernel, stride=1, padding=0, dilation=1):
    """same padding: only the stride counts"""
    return -(-size // stride)


@wrong(caught="size_and_kernel")
def conv_out__stride_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """no stride"""
    return size + 2 * padding - dilation * (kernel - 1)


@wrong(caught="size_and_kernel")
def conv_out__tensor(size, kernel, stride=1, padding=0, dilation=1):
    """a tensor"""
    return torch.tensor((size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)


@wrong(caught="size_and_kernel", mistake="true_division")
def conv_out__true_division(size, kernel, stride=1, padding=0, dilation=1):
    """/ instead of //: a float"""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1


@wrong(caught="frozen_and_buffers", mistake="buffers_counted")
def rank_models__buffers_too(models):
    """buffers count for the memory"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(t.numel() * t.element_size() for t in [*model.parameters(), *model.buffers()])
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="half_precision", mistake="sorted_by_other_key")
def rank_models__by_memory(models):
    """by memory: half precision comes too early"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[2])


@wrong(caught="numbers_and_order", mistake="sorted_by_other_key")
def rank_models__by_name(models):
    """sorted() of the tuples: by name"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows)


@wrong(caught="numbers_and_order, frozen_and_buffers", may_name=("sorted_by_other_key",))
def rank_models__by_text(models):
    """sorted by the digits of the number as a text"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.nbytes for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: str(row[1]))


@wrong(caught="frozen_and_buffers")
def rank_models__bytes_of_the_first(models):
    """asks the first parameter, which not every model has"""
    rows = []
    for name, model in models.items():
        sizes = {p.dtype: p.element_size() for p in model.parameters()}
        first = next(model.parameters()).dtype
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * sizes.get(p.dtype, sizes[first]) for p in model.parameters())
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order", mistake="columns_swapped")
def rank_models__columns_swapped(models):
    """(name, MiB, parameters)"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20, n))
    return sorted(rows, key=lambda row: row[2])


@wrong(caught="numbers_and_order")
def rank_models__dict(models):
    """a dict by name"""
    rows = {}
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows[name] = (n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20)
    return dict(sorted(rows.items(), key=lambda item: item[1]))


@wrong(caught="dict_unchanged")
def rank_models__dict_sorted(models):
    """puts the caller's dict in order"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    rows.sort(key=lambda row: row[1])
    for name, _, _ in rows:
        models[name] = models.pop(name)
    return rows


@wrong(caught="dict_unchanged")
def rank_models__empty_dict_refused(models):
    """fails when there is no model"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    smallest = min(rows, key=lambda row: row[1])
    return [smallest, *sorted((row for row in rows if row is not smallest), key=lambda row: row[1])]


@wrong(caught="same_size")
def rank_models__equal_sizes_lost(models):
    """a dict by the number of parameters: of two equal models one is lost"""
    by_size = {}
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        by_size[n] = (name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20)
    return [by_size[n] for n in sorted(by_size)]


@wrong(caught="dict_unchanged")
def rank_models__eval_left(models):
    """the models are in eval mode afterwards"""
    rows = []
    for name, model in models.items():
        model.eval()
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="half_precision")
def rank_models__first_dtype(models):
    """the dtype of the first parameter for all: wrong for mixed models"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n * next(model.parameters()).element_size() / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="half_precision", mistake="four_bytes_assumed")
def rank_models__four_bytes(models):
    """4 bytes for every number: wrong in half precision"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n * 4 / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="dict_unchanged")
def rank_models__gradients_off(models):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order", mistake="largest_first")
def rank_models__largest_first(models):
    """largest first"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[1], reverse=True)


@wrong(caught="half_precision")
def rank_models__last_dtype(models):
    """the type of the last parameter for all: wrong for mixed models"""
    rows = []
    for name, model in models.items():
        parameters = list(model.parameters())
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, n * parameters[-1].element_size() / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order", mistake="megabytes_for_mebibytes")
def rank_models__megabyte(models):
    """MB, 10^6 bytes"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 1e6))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order")
def rank_models__mib_text(models):
    """the memory as a text"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * p.element_size() for p in model.parameters())
        rows.append((name, n, f"{size / 2**20:.2f} MiB"))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="dict_unchanged")
def rank_models__models_emptied(models):
    """takes the smallest out of the caller's dict again and again"""
    rows = []
    while models:
        name = min(models, key=lambda key: sum(p.numel() for p in models[key].parameters()))
        model = models.pop(name)
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return rows


@wrong(caught="half_precision", mistake="four_bytes_assumed")
def rank_models__models_to_float(models):
    """turns the models to float32 first: the memory is wrong and the models are changed"""
    rows = []
    for name, model in models.items():
        model.float()
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order")
def rank_models__no_element_size(models):
    """the number of parameters through 2^20"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order")
def rank_models__numbers_sorted_alone(models):
    """the numbers are sorted without their names"""
    counts = sorted(sum(p.numel() for p in m.parameters()) for m in models.values())
    sizes = sorted(sum(p.nbytes for p in m.parameters()) / 2**20 for m in models.values())
    return list(zip(models, counts, sizes))


@wrong(caught="numbers_and_order", mistake="mib_rounded")
def rank_models__rounded(models):
    """rounded to two digits"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20
        rows.append((name, n, round(size, 2)))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="shared")
def rank_models__seen_across_models(models):
    """one set of seen parameters for all models: what two models share counts for the first only"""
    rows, seen = [], set()
    for name, model in models.items():
        n, size = 0, 0
        for p in model.parameters():
            if id(p) not in seen:
                seen.add(id(p))
                n += p.numel()
                size += p.numel() * p.element_size()
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="shared", mistake="shared_parameter_counted_twice")
def rank_models__shared_twice(models):
    """shared parameters count twice"""
    rows = []
    for name, model in models.items():
        parameters = [p for m in model.modules() for p in m.parameters(recurse=False)]
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, sum(p.numel() * p.element_size() for p in parameters) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order")
def rank_models__sort_result(models):
    """list.sort returns None"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return rows.sort(key=lambda row: row[1])


@wrong(
    caught="frozen_and_buffers",
    mistake="buffers_counted",
    may_name=("shared_parameter_counted_twice", "buffers_counted"),
)
def rank_models__state_dict(models):
    """the state dict: buffers and shared parameters too often"""
    rows = []
    for name, model in models.items():
        tensors = list(model.state_dict().values())
        n = sum(t.numel() for t in tensors)
        rows.append((name, n, sum(t.nbytes for t in tensors) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order")
def rank_models__total_not_reset(models):
    """the sums are not set back to 0 for the next model"""
    rows = []
    n, size = 0, 0
    for name, model in models.items():
        for p in model.parameters():
            n += p.numel()
            size += p.numel() * p.element_size()
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="frozen_and_buffers")
def rank_models__trainable_only(models):
    """frozen parameters do not count"""
    rows = []
    for name, model in models.items():
        parameters = [p for p in model.parameters() if p.requires_grad]
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, sum(p.numel() * p.element_size() for p in parameters) / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="half_precision")
def rank_models__two_or_four(models):
    """4 bytes for float32 and 2 for all else: wrong for float64"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * (4 if p.dtype == torch.float32 else 2) for p in model.parameters())
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])


@wrong(caught="numbers_and_order", mistake="not_sorted")
def rank_models__unsorted(models):
    """in the order of the dict"""
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return rows
