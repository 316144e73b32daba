# mistake: -
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.no_gradient, ex8_finetune.evaluate.nothing_changes
# what: calls backward: gradients are left in the model
def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total
