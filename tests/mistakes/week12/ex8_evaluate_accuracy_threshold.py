# mistake: -
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.accuracy
# what: counts only predictions with a probability above 0.5
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
            probabilities, preds = outputs.softmax(dim=1).max(dim=1)
            correct += ((preds == labels) & (probabilities > 0.5)).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total
