# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_norm, ex2_classify.forward.dropout
# what: train() instead of eval(): batch statistics are used and the buffers move
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.train()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
