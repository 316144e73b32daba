from helpers import hooks, inference, leaves, linear_layers, parameters  # noqa: F401


def count_parameters(model, trainable_only=False):
    return sum(p.numel() for p in parameters(model, trainable_only))


def trace_shapes(model, batch):
    shapes = {}

    def hook_for(name):
        return lambda m, i, output: shapes.update({name: tuple(output.shape)})

    handles = [m.register_forward_hook(hook_for(name)) for name, m in leaves(model).items()]
    with hooks(*handles), inference(model):
        model(batch)
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    left_over = size + 2 * padding - dilation * (kernel - 1) - 1
    return left_over // stride + 1


def rank_models(models):
    return sorted(
        ((name, count_parameters(m), sum(p.nbytes for p in parameters(m)) / 2**20) for name, m in models.items()),
        key=lambda row: row[1],
    )
