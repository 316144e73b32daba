# what: helper files named like the modules that everyone imports
# base: solution
# expect: full
# leaves: nothing
import json, numpy, torch, PIL, torchvision, msgspec, socket, struct
import importlib
importlib.invalidate_caches()
import torch.nn, fractions
