# mistake: 94
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.no_gradient
# what: torch.no_grad() as a statement does nothing
def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    torch.no_grad()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total
