# mistake: 230
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: the result stays on the device
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        return model(batch.to(device))
