# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_norm
# what: switches off dropout but leaves batch normalisation in train mode
def forward(model, batch, device="cpu"):
    model = model.to(device)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
