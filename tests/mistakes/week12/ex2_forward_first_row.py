# mistake: 229
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: only the first image of the batch
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits[0].cpu()
