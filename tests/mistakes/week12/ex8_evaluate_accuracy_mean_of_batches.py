# mistake: -
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.accuracy
# what: mean of the accuracies of the batches
def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).float().mean().item()
            total += labels.size(0)
    return running_loss / total, correct / len(loader)
