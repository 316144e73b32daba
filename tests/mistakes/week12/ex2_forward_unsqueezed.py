# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: adds a batch dimension to what is a batch already
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.unsqueeze(0).to(device))
    return logits.cpu()
