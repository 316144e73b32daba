# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: runs in half precision and leaves the model there
def forward(model, batch, device="cpu"):
    model = model.to(device).bfloat16()
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device).bfloat16())
    return logits.float().cpu()
