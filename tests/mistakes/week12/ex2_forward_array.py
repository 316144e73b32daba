# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: a NumPy array instead of a tensor
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu().numpy()
