# mistake: 93
# function: ex8_finetune.evaluate
# caught: ex8_finetune.evaluate.nothing_changes, ex8_finetune.evaluate.no_gradient
# what: copied from the training: an optimizer of its own steps
def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total
