# mistake: -
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.nothing_changes
# what: freezes the caller's model instead of using no_grad
def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad = False
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total
