# mistake: 1
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_norm, ex2_classify.forward.dropout
# what: no model.eval(): dropout and batch statistics stay on
def forward(model, batch, device="cpu"):
    model = model.to(device)
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
