# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: normalises the batch, which is normalised already
def forward(model, batch, device="cpu"):
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    batch = (batch - mean) / std
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
