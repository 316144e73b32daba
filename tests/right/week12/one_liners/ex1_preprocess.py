import torch, torchvision.transforms as T
from PIL import Image
M, S = torch.tensor([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]])[..., None, None]
load_rgb = lambda path: Image.open(path).convert("RGB")
build_transform = lambda: T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize(M.flatten(), S.flatten())])
to_batch = lambda image: image[None]
denormalize = lambda x: ((x * S + M) * 255).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()
