# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_norm, ex2_classify.forward.dropout
# what: eval() after the forward pass
def forward(model, batch, device="cpu"):
    model = model.to(device)
    with torch.no_grad():
        logits = model(batch.to(device))
    model.eval()
    return logits.cpu()
