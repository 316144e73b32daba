from functools import total_ordering

import torch
from torch import nn


@total_ordering
class Report:
    def __init__(self, name, model):
        self.name, self.model = name, model

    @property
    def parameters(self):
        return {id(p): p for p in self.model.parameters()}.values()

    def count(self, trainable_only=False):
        return sum(p.numel() for p in self.parameters if p.requires_grad or not trainable_only)

    @property
    def mib(self):
        return sum(p.numel() * p.element_size() for p in self.parameters) / (1 << 20)

    def __lt__(self, other):
        return self.count() < other.count()

    def __eq__(self, other):
        return self.count() == other.count()

    def __iter__(self):
        yield from (self.name, self.count(), self.mib)


class Tracer:
    """Hooks as a context manager."""

    def __init__(self, model):
        self.model, self.shapes, self.handles = model, {}, []

    def __enter__(self):
        self.modes = {m: m.training for m in self.model.modules()}
        for name, module in self.model.named_modules():
            if next(module.children(), None) is None:
                self.handles.append(module.register_forward_hook(self.note(name)))
        self.model.eval()
        return self

    def note(self, name):
        def hook(_module, _inputs, output):
            self.shapes[name] = output.shape  # a torch.Size is a tuple

        return hook

    def __exit__(self, *_):
        for handle in self.handles:
            handle.remove()
        for module, mode in self.modes.items():
            module.train(mode) if not list(module.children()) else setattr(module, "training", mode)


class Conv:
    def __init__(self, kernel, stride, padding, dilation):
        self.reach = dilation * (kernel - 1) + 1
        self.stride, self.padding = stride, padding

    def __call__(self, size):
        return len(range(0, size + 2 * self.padding - self.reach + 1, self.stride))


def count_parameters(model, trainable_only=False):
    return Report("", model).count(trainable_only)


def linear_layers(model):
    return [name for name, m in model.named_modules() if issubclass(type(m), nn.Linear)]


def trace_shapes(model, batch):
    with Tracer(model) as tracer, torch.no_grad():
        model(batch)
    return tracer.shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return Conv(kernel, stride, padding, dilation)(size)


def rank_models(models):
    return [tuple(r) for r in sorted(Report(*item) for item in models.items())]
