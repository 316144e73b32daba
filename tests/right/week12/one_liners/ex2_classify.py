import json, torch
load_labels = lambda path: [v[1] for _, v in sorted(json.load(open(path)).items(), key=lambda kv: int(kv[0]))]
forward = torch.no_grad()(lambda model, batch, device="cpu": model.to(device).eval()(batch.to(device)).cpu())
predict_labels = lambda logits, labels: [labels[i] for i in logits.argmax(1)]
top_k = lambda logits, labels, k=5: [[(labels[i], p) for p, i in zip(*map(torch.Tensor.tolist, r.topk(k)))] for r in logits.softmax(1)]
