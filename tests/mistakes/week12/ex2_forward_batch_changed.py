# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: normalises in place: the caller's batch is another one afterwards
def forward(model, batch, device="cpu"):
    batch -= batch.mean()
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
