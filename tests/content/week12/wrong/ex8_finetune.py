"""Wrong solutions of ex8_finetune: train_one_epoch, evaluate, train_model, param_groups."""

from grader.audit.wrong import wrong


@wrong(caught="one_batch, train_mode", mistake="predicted_again_after_step")
def train_one_epoch__accuracy_after_step(model, loader, criterion, optimizer, device="cpu"):
    """predicts again after the step: accuracy of the moved weights"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        outputs = model(inputs)
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="one_batch, accuracy", mistake="accuracy_argmax_dim_0")
def train_one_epoch__accuracy_argmax_0(model, loader, criterion, optimizer, device="cpu"):
    """argmax over the batch instead of the classes"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        for pred, label in zip(outputs.argmax(dim=0), labels):
            correct += int(pred == label)
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, step, own_gradients")
def train_one_epoch__backward_twice(model, loader, criterion, optimizer, device="cpu"):
    """a second backward for the printed loss: twice the gradient"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward(retain_graph=True)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, one_batch, device", mistake="batch_means_over_images")
def train_one_epoch__batch_means_over_n(model, loader, criterion, optimizer, device="cpu"):
    """sum of the batch means, divided by the number of samples"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, step, own_gradients", may_name=("no_effective_step",))
def train_one_epoch__copy_trained(model, loader, criterion, optimizer, device="cpu"):
    """trains a copy: the caller's model does not move"""
    model = copy.deepcopy(model).to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="train_mode")
def train_one_epoch__eval_for_accuracy(model, loader, criterion, optimizer, device="cpu"):
    """switches to eval for the accuracy and not back: later batches are not trained in train mode"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        model.eval()
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss", mistake="fixed_batch_size")
def train_one_epoch__fixed_batch_size(model, loader, criterion, optimizer, device="cpu"):
    """times loader.batch_size, also for the smaller last batch"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * loader.batch_size
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="one_batch, loss", mistake="figures_left_as_tensors")
def train_one_epoch__loss_tensor(model, loader, criterion, optimizer, device="cpu"):
    """running += loss: a tensor with its graph"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss", mistake="mean_of_batch_means")
def train_one_epoch__mean_of_batch_means(model, loader, criterion, optimizer, device="cpu"):
    """mean of the batch means: the smaller last batch counts too much"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / len(loader), correct / total


@wrong(caught="one_batch, loss, device", mistake="predicted_again_after_step")
def train_one_epoch__measured_again(model, loader, criterion, optimizer, device="cpu"):
    """measures with a second pass over the data after the training"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return evaluate(model, loader, criterion, device)


@wrong(caught="one_batch, loss, accuracy", mistake="no_grad_while_training")
def train_one_epoch__no_grad(model, loader, criterion, optimizer, device="cpu"):
    """no_grad around the forward pass: backward raises"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        with torch.no_grad():
            outputs = model(inputs)
            loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="train_mode", mistake="trained_in_eval_mode")
def train_one_epoch__no_train(model, loader, criterion, optimizer, device="cpu"):
    """no train(): a model that comes in eval mode stays there"""
    model.to(device)
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="own_gradients, train_mode", mistake="gradients_not_cleared")
def train_one_epoch__no_zero_grad(model, loader, criterion, optimizer, device="cpu"):
    """no zero_grad: the gradients of all batches add up"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, step, own_gradients")
def train_one_epoch__own_optimizer(model, loader, criterion, optimizer, device="cpu"):
    """makes a new optimizer instead of using the one given"""
    model.to(device)
    model.train()
    optimizer = torch.optim.Adam(model.parameters())
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="one_batch, loss, step", mistake="softmax_before_cross_entropy")
def train_one_epoch__softmax(model, loader, criterion, optimizer, device="cpu"):
    """softmax before cross-entropy"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(torch.softmax(outputs, dim=1), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, own_gradients, train_mode")
def train_one_epoch__step_after_loop(model, loader, criterion, optimizer, device="cpu"):
    """one step, after the loop"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    optimizer.step()
    return running_loss / total, correct / total


@wrong(caught="device", mistake="not_moved_to_device")
def train_one_epoch__to_not_assigned(model, loader, criterion, optimizer, device="cpu"):
    """inputs.to(device) without assigning it"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs.to(device)
        labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="step, own_gradients, train_mode", mistake="no_effective_step")
def train_one_epoch__zero_grad_after_backward(model, loader, criterion, optimizer, device="cpu"):
    """zero_grad between backward and step: nothing moves"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="own_gradients, train_mode", mistake="gradients_not_cleared")
def train_one_epoch__zero_grad_once(model, loader, criterion, optimizer, device="cpu"):
    """zero_grad once before the loop"""
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    optimizer.zero_grad()
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="accuracy")
def evaluate__accuracy_first_two_classes(model, loader, criterion, device="cpu"):
    """outputs[:, 1] > outputs[:, 0]: only for two classes"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += ((outputs[:, 1] > outputs[:, 0]) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="accuracy", mistake="mean_of_batch_accuracies")
def evaluate__accuracy_mean_of_batches(model, loader, criterion, device="cpu"):
    """mean of the accuracies of the batches"""
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


@wrong(caught="accuracy", mistake="batches_taken_for_images")
def evaluate__accuracy_over_batches(model, loader, criterion, device="cpu"):
    """the accuracy is divided by len(loader)"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / len(loader)


@wrong(caught="accuracy, plain_floats", may_name=("figures_left_as_tensors",))
def evaluate__accuracy_tensor(model, loader, criterion, device="cpu"):
    """the accuracy is a 0-d tensor"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="accuracy")
def evaluate__accuracy_threshold(model, loader, criterion, device="cpu"):
    """counts only predictions with a probability above 0.5"""
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


@wrong(
    caught="no_gradient, nothing_changes",
    mistake="state_changed_while_measuring",
    may_name=("measured_with_grad", "state_changed_while_measuring"),
)
def evaluate__backward(model, loader, criterion, device="cpu"):
    """calls backward: gradients are left in the model"""
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


@wrong(caught="eval_mode")
def evaluate__batch_norm_only(model, loader, criterion, device="cpu"):
    """only batch normalisation is set to eval: dropout is on"""
    model.to(device)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="nothing_changes", mistake="state_changed_while_measuring")
def evaluate__frozen(model, loader, criterion, device="cpu"):
    """freezes the caller's model instead of using no_grad"""
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


@wrong(caught="nothing_changes")
def evaluate__gradients_left_off(model, loader, criterion, device="cpu"):
    """torch.set_grad_enabled(False) as a statement: gradients stay off for ever"""
    model.to(device)
    model.eval()
    torch.set_grad_enabled(False)
    running_loss, correct, total = 0.0, 0, 0
    if True:
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="accuracy", mistake="every_pair_compared")
def evaluate__keepdim(model, loader, criterion, device="cpu"):
    """argmax(dim=1, keepdim=True) against the labels: every pair is compared"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1, keepdim=True) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="device", mistake="not_moved_to_device")
def evaluate__labels_stay(model, loader, criterion, device="cpu"):
    """the labels stay on the CPU"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs = inputs.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="loss, accuracy", mistake="only_one_batch_counted")
def evaluate__last_batch(model, loader, criterion, device="cpu"):
    """= in place of +=: only the last batch counts"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            running_loss = criterion(outputs, labels).item() * inputs.size(0)
            correct = (outputs.argmax(dim=1) == labels).sum().item()
            total = labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="eval_mode", mistake="measured_in_train_mode")
def evaluate__no_eval(model, loader, criterion, device="cpu"):
    """no eval(): dropout on, batch norm learns"""
    model.to(device)
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="no_gradient", mistake="measured_with_grad")
def evaluate__no_grad_not_used(model, loader, criterion, device="cpu"):
    """torch.no_grad() as a statement does nothing"""
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


@wrong(caught="loss, plain_floats, eval_mode", mistake="own_criterion_used")
def evaluate__own_criterion(model, loader, criterion, device="cpu"):
    """always cross-entropy instead of the criterion given"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = nn.functional.cross_entropy(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="accuracy, plain_floats", mistake="accuracy_in_percent")
def evaluate__percent(model, loader, criterion, device="cpu"):
    """the accuracy is in percent"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            running_loss += criterion(outputs, labels).item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, 100 * correct / total


@wrong(caught="loss, accuracy", mistake="only_one_batch_counted")
def evaluate__return_in_loop(model, loader, criterion, device="cpu"):
    """return inside the loop: only the first batch"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            running_loss += criterion(outputs, labels).item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
            return running_loss / total, correct / total


@wrong(
    caught="nothing_changes, no_gradient",
    mistake="optimizer_step_while_measuring",
    may_name=("optimizer_step_while_measuring", "measured_with_grad"),
)
def evaluate__steps(model, loader, criterion, device="cpu"):
    """copied from the training: an optimizer of its own steps"""
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


@wrong(caught="loss, accuracy", mistake="loss_accuracy_swapped")
def evaluate__swapped(model, loader, criterion, device="cpu"):
    """(accuracy, loss)"""
    model.to(device)
    model.eval()
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            running_loss += criterion(outputs, labels).item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return correct / total, running_loss / total


@wrong(caught="eval_mode", mistake="measured_in_train_mode")
def evaluate__top_level_mode(model, loader, criterion, device="cpu"):
    """model.training = False reaches the outermost module only"""
    model.to(device)
    model.training = False
    running_loss, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            running_loss += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return running_loss / total, correct / total


@wrong(caught="device", mistake="not_moved_to_device")
def train_model__batch_stays(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """the batches do not go to the device"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="best_epoch, first_on_a_tie, buffers", mistake="best_by_other_figure")
def train_model__best_by_train_accuracy(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """best by training accuracy"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if train_acc > best_acc:
            best_acc = train_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="best_epoch, first_on_a_tie", mistake="best_by_validation_loss")
def train_model__best_by_val_loss(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """best by the lowest validation loss"""
    history = []
    best_loss = float("inf")
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_loss < best_loss:
            best_loss = val_loss
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="best_epoch, first_on_a_tie", mistake="best_by_other_figure")
def train_model__best_in_both_phases(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """the test for the best runs in both phases, so training accuracy decides too"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if record[phase + "_acc"] > best_acc:
                best_acc = record[phase + "_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(
    caught="best_epoch, first_on_a_tie, all_zero",
    mistake="last_epoch_returned",
    may_name=("last_epoch_returned", "last_epoch_kept_on_ties"),
)
def train_model__best_model_itself(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """best_model = model: the same object"""
    history = []
    best_acc = -1.0
    best_model = model
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_model = model
    return best_model, history


@wrong(
    caught="best_epoch, first_on_a_tie",
    mistake="compared_with_previous_epoch",
    may_name=("later_tie_wins", "compared_with_previous_epoch"),
)
def train_model__better_than_previous(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """compares with the epoch before, not with the best"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_weights = copy.deepcopy(model.state_dict())
        best_acc = val_acc
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="record", mistake="epochs_counted_from_1")
def train_model__epoch_from_one(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """epochs are numbered from 1"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch + 1,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="best_epoch", mistake="small_improvement_ignored")
def train_model__improvement_of_one_percent(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """only an improvement of more than 0.01 counts"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc + 0.01:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="all_zero", mistake="last_epoch_kept_on_ties")
def train_model__kept_while_zero(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """as long as the best accuracy is 0, every epoch is kept"""
    history = []
    best_acc = 0.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc or best_acc == 0:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="record, best_epoch")
def train_model__loaded_in_every_epoch(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """loads the best weights at the end of every epoch: training goes on from there"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
        model.load_state_dict(best_weights)
    return model, history


@wrong(caught="losses", mistake="train_val_loss_swapped")
def train_model__losses_swapped(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """the losses are unpacked into the wrong names"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": val_loss,
                "train_acc": train_acc,
                "val_loss": train_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="learning_rate", mistake="rate_read_after_step")
def train_model__lr_after_step(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """records the learning rate after scheduler.step()"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        lr = optimizer.param_groups[0]["lr"]
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="learning_rate", mistake="rate_of_other_group")
def train_model__lr_of_the_last_group(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """the learning rate of the last group"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[-1]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="scheduler", mistake="scheduler_extras_used")
def train_model__scheduler_gets_the_accuracy(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """step(val_acc), as for ReduceLROnPlateau: other schedulers take it for an epoch"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step(val_acc)
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="losses, no_gradient", may_name=("mean_of_batch_means",))
def train_model__mean_of_batch_means(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """mean of the batch means in both phases"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item()
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / len(loaders[phase])
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="best_epoch, first_on_a_tie, all_zero", mistake="load_result_as_model")
def train_model__model_is_the_answer(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """model = model.load_state_dict(best): returns the list of keys"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model = model.load_state_dict(best_weights)
    return model, history


@wrong(caught="modes, buffers", may_name=("measured_in_train_mode",))
def train_model__never_eval(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """train mode in both phases: batch norm learns from the validation images"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            model.train()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(
    caught="best_epoch, first_on_a_tie, buffers",
    mistake="best_not_loaded",
    may_name=("best_not_loaded", "last_epoch_kept_on_ties"),
)
def train_model__never_loaded(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """keeps the best weights and never loads them"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    return model, history


@wrong(caught="scheduler, learning_rate", mistake="learning_rate_never_changed")
def train_model__no_scheduler(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """never calls scheduler.step()"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="record, losses, learning_rate", mistake="same_dict_appended")
def train_model__one_row_for_all(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """the same dictionary for every epoch: all rows are the last"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    record = {}
    for epoch in range(num_epochs):
        record["epoch"] = epoch
        record["lr"] = optimizer.param_groups[0]["lr"]
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="buffers", mistake="buffers_not_kept")
def train_model__parameters_only(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """keeps the parameters but not the buffers of batch norm"""
    history = []
    best_acc = -1.0
    best_weights = {name: p.detach().clone() for name, p in model.named_parameters()}
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = {name: p.detach().clone() for name, p in model.named_parameters()}
    model.load_state_dict(best_weights, strict=False)
    return model, history


@wrong(caught="record, best_epoch")
def train_model__rolled_back(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """an epoch that is not better is undone"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
        else:
            model.load_state_dict(best_weights)
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="learning_rate, scheduler", mistake="scheduler_step_before_training")
def train_model__scheduler_first(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """scheduler.step() before the training of the epoch: the rate drops one epoch early"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        scheduler.step()
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="scheduler", mistake="scheduler_step_before_training")
def train_model__scheduler_first_lr_before(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """records the rate and then steps the scheduler before the training"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        scheduler.step()
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="learning_rate, scheduler", mistake="scheduler_step_per_batch")
def train_model__scheduler_per_batch(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """scheduler.step() after every batch"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                        scheduler.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="learning_rate, scheduler", mistake="scheduler_step_twice")
def train_model__scheduler_twice(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """scheduler.step() in both phases"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(
    caught="scheduler, modes, best_epoch",
    mistake="saved_one_epoch_early",
    may_name=("untrained_weights_returned", "saved_one_epoch_early"),
)
def train_model__snapshot_before_training(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """the snapshot is from before the training of the epoch"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        weights = copy.deepcopy(model.state_dict())
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = weights
    model.load_state_dict(best_weights)
    return model, history


@wrong(
    caught="best_epoch, first_on_a_tie, buffers",
    mistake="best_not_copied",
    may_name=("best_not_copied", "last_epoch_kept_on_ties"),
)
def train_model__state_dict_cpu(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """value.cpu() copies nothing when the model is on the CPU already"""
    history = []
    best_acc = -1.0
    best_weights = {name: value.cpu() for name, value in model.state_dict().items()}
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = {name: value.cpu() for name, value in model.state_dict().items()}
    model.load_state_dict(best_weights)
    return model, history


@wrong(
    caught="best_epoch, first_on_a_tie, buffers",
    mistake="best_not_copied",
    may_name=("best_not_copied", "last_epoch_kept_on_ties"),
)
def train_model__state_dict_itself(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """best = model.state_dict(): the snapshot moves on with the training"""
    history = []
    best_acc = -1.0
    best_weights = model.state_dict()
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = model.state_dict()
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="record")
def train_model__stops_when_perfect(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """stops at accuracy 1.0"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
        if best_acc == 1.0:
            break
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="first_on_a_tie", mistake="later_tie_wins")
def train_model__tie_by_loss(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """on a tie the lower validation loss wins"""
    history = []
    best_acc, best_loss = -1.0, float("inf")
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if (val_acc, -val_loss) > (best_acc, -best_loss):
            best_acc, best_loss = val_acc, val_loss
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(
    caught="first_on_a_tie, all_zero",
    mistake="later_tie_wins",
    may_name=("later_tie_wins", "last_epoch_kept_on_ties"),
)
def train_model__tie_later(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """>=: a tie keeps the later epoch"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc >= best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="modes, buffers", mistake="train_called_once")
def train_model__train_once(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """train() once before the loop: from epoch 1 on training runs in eval mode"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    model.train()
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "val":
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="record, losses, scheduler")
def train_model__trained_on_val(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """steps in both phases: the validation images are trained on"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.enable_grad():
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    loss.backward()
                    optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="no_gradient", may_name=("measured_with_grad",))
def train_model__val_with_grad(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """gradients on in validation"""
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    for epoch in range(num_epochs):
        record = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.enable_grad():
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history


@wrong(caught="best_epoch, all_zero", mistake="weights_dict_returned")
def train_model__weights_returned(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """the best weights instead of the model that has them"""
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    return best_weights, history


@wrong(caught="all_zero", mistake="untrained_weights_returned")
def train_model__zero_is_never_best(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """best_acc = 0.0: if all accuracies are 0, the weights from before the training come back"""
    history = []
    best_acc = 0.0
    best_weights = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="all_zero", mistake="best_begins_at_zero")
def train_model__zero_is_never_best_none(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """best_weights = None and best_acc = 0.0: fails if all accuracies are 0"""
    history = []
    best_acc = 0.0
    best_weights = None
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, history


@wrong(caught="resnet, always_two", mistake="backbone_group_first")
def param_groups__backbone_first(model, head_lr, backbone_lr):
    """the backbone comes first"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": backbone_params, "lr": backbone_lr},
        {"params": head_params, "lr": head_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, frozen", mistake="some_parameters_left_out")
def param_groups__batch_norm_lost(model, head_lr, backbone_lr):
    """only convolutions and Linears: batch norm is in no group"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = []
    for m in model.modules():
        if isinstance(m, (nn.Conv2d, nn.Linear)) and m is not head:
            backbone_params += [p for p in m.parameters() if p.requires_grad]
    backbone_params = list(dict.fromkeys(backbone_params))
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="head_bias_in_backbone")
def param_groups__bias_in_backbone(model, head_lr, backbone_lr):
    """only the weight of the head is in the first group"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [head.weight] if head.weight.requires_grad else []
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, frozen", mistake="some_parameters_left_out")
def param_groups__compared_by_shape(model, head_lr, backbone_lr):
    """leaves out every parameter that has the shape of one of the head's"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {p.shape for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and p.shape not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="tensors_compared_by_value")
def param_groups__compared_by_value(model, head_lr, backbone_lr):
    """p not in head_params compares values: shapes differ, or truth is ambiguous"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    backbone_params = [p for p in model.parameters() if p.requires_grad and p not in head_params]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="always_two")
def param_groups__empty_group_left_out(model, head_lr, backbone_lr):
    """leaves out a group without parameters"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    groups = []
    if head_params:
        groups.append({"params": head_params, "lr": head_lr})
    if backbone_params:
        groups.append({"params": backbone_params, "lr": backbone_lr})
    return groups


@wrong(caught="alexnet_and_vgg, squeezenet", mistake="fc_assumed_as_head")
def param_groups__fc_only(model, head_lr, backbone_lr):
    """model.fc for every network"""
    head_ids = {id(p) for p in model.fc.parameters()}
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if id(p) in head_ids], "lr": head_lr},
        {"params": [p for p in trained if id(p) not in head_ids], "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", may_name=("some_parameters_left_out",))
def param_groups__freezes_backbone(model, head_lr, backbone_lr):
    """freezes the backbone after collecting it"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    for p in backbone_params:
        p.requires_grad = False
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="frozen, always_two", mistake="frozen_parameters_included")
def param_groups__frozen_head_too(model, head_lr, backbone_lr):
    """a frozen parameter of the head is in too"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = list(head.parameters())
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="some_parameters_left_out")
def param_groups__generator_used_up(model, head_lr, backbone_lr):
    """prints how many there are and uses up the generator: the group is empty"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = (p for p in model.parameters() if p.requires_grad and id(p) not in head_ids)
    print(len(list(backbone_params)), "backbone parameters")
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="parameter_listed_twice")
def param_groups__head_in_both(model, head_lr, backbone_lr):
    """all parameters in the second group: the head is in both"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="squeezenet", mistake="head_group_empty")
def param_groups__last_index(model, head_lr, backbone_lr):
    """classifier[-1] for every network: SqueezeNet's last entry has no parameters"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = model.classifier[-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="always_two", mistake="wrong_layer_as_head")
def param_groups__last_trainable_layer(model, head_lr, backbone_lr):
    """the layer of the last trainable parameter as the head: wrong when the head is frozen"""
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    head = names[-1].rpartition(".")[0]
    parameters = dict(model.named_parameters())
    return [
        {"params": [parameters[n] for n in names if n.startswith(head + ".")], "lr": head_lr},
        {"params": [parameters[n] for n in names if not n.startswith(head + ".")], "lr": backbone_lr},
    ]


@wrong(caught="frozen, always_two", mistake="wrong_layer_as_head")
def param_groups__last_two_parameters(model, head_lr, backbone_lr):
    """the last two parameters that require a gradient: wrong when the head or a part of it is frozen"""
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": trained[-2:], "lr": head_lr},
        {"params": trained[:-2], "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="names_for_parameters")
def param_groups__names(model, head_lr, backbone_lr):
    """the names of the parameters in place of the parameters"""
    trained = [name for name, p in model.named_parameters() if p.requires_grad]
    layers = [name for name, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    head = "fc" if hasattr(model, "fc") else [name for name in layers if name.startswith("classifier")][-1]
    return [
        {"params": [name for name in trained if name.startswith(f"{head}.")], "lr": head_lr},
        {"params": [name for name in trained if not name.startswith(f"{head}.")], "lr": backbone_lr},
    ]


@wrong(caught="alexnet_and_vgg, new_head", mistake="whole_classifier_as_head")
def param_groups__names_with_classifier(model, head_lr, backbone_lr):
    """every name that starts with fc or classifier: three layers of AlexNet and VGG"""
    head_params, backbone_params = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("fc", "classifier")):
            head_params.append(parameter)
        else:
            backbone_params.append(parameter)
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="lr_key_missing")
def param_groups__no_lr_in_backbone(model, head_lr, backbone_lr):
    """the second group has no rate of its own"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params},
    ]


@wrong(
    caught="resnet, alexnet_and_vgg, squeezenet",
    mistake="old_head_collected",
    may_name=("old_head_collected", "wrong_layer_as_head"),
)
def param_groups__old_head(model, head_lr, backbone_lr):
    """builds the groups and gives the model a new head afterwards: the head does not move"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    groups = [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
    if hasattr(model, "fc"):
        model.fc = nn.Linear(head.in_features, head.out_features)
    elif isinstance(head, nn.Linear):
        model.classifier[-1] = nn.Linear(head.in_features, head.out_features)
    else:
        model.classifier[1] = nn.Conv2d(head.in_channels, head.out_channels, kernel_size=1)
    return groups


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="one_rate_for_all")
def param_groups__one_rate(model, head_lr, backbone_lr):
    """the same learning rate for both groups"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": head_lr},
    ]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="learning_rates_swapped")
def param_groups__rates_swapped(model, head_lr, backbone_lr):
    """head_lr for the backbone and backbone_lr for the head"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": backbone_lr},
        {"params": backbone_params, "lr": head_lr},
    ]


@wrong(caught="new_head", mistake="old_head_collected")
def param_groups__remembered(model, head_lr, backbone_lr):
    """remembers the groups of the first call: a head replaced later is missing"""
    if not hasattr(model, "_groups"):
        if hasattr(model, "fc"):
            head = model.fc
        else:
            head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
        head_params = [p for p in head.parameters() if p.requires_grad]
        head_ids = {id(p) for p in head_params}
        backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
        model._groups = (head_params, backbone_params)
    head_params, backbone_params = model._groups
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="shared", mistake="parameter_listed_twice")
def param_groups__shared_twice(model, head_lr, backbone_lr):
    """collects layer by layer: a parameter that two layers share is in twice"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    backbone_params = []
    for module in model.modules():
        if module is not head:
            backbone_params += [p for p in module.parameters(recurse=False) if p.requires_grad]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="frozen, always_two", mistake="frozen_parameters_included")
def param_groups__unfreezes_head(model, head_lr, backbone_lr):
    """sets requires_grad of the head"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head.requires_grad_(True)
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]


@wrong(caught="accuracy")
def train_one_epoch__sigmoid_before_argmax(model, loader, criterion, optimizer, device="cpu"):
    """the class of the largest sigmoid: large logits all become 1"""
    model.to(device)
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += (logits.sigmoid().argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="accuracy")
def train_one_epoch__softmax_by_hand(model, loader, criterion, optimizer, device="cpu"):
    """exp() of large logits overflows"""
    model.to(device)
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += ((logits.exp() / logits.exp().sum(1, keepdim=True)).argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="own_gradients")
def train_one_epoch__batch_of_one_skipped(model, loader, criterion, optimizer, device="cpu"):
    """leaves out a last batch of one image"""
    model.to(device)
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        if len(labels) == 1:
            continue
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="device")
def train_one_epoch__device_not_used(model, loader, criterion, optimizer, device="cpu"):
    """takes device and does not use it"""
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="leftover_gradients")
def train_one_epoch__cleared_after_step(model, loader, criterion, optimizer, device="cpu"):
    """clears the gradients after the step: those from before get into the first one"""
    model.to(device)
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="one_batch")
def train_one_epoch__seeded_again(model, loader, criterion, optimizer, device="cpu"):
    """seeds torch anew in every epoch: each one shuffles alike"""
    torch.manual_seed(0)
    model.to(device)
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    return total / count, right / count


@wrong(caught="nothing_changes", mistake="train_mode_left_on")
def evaluate__train_mode_left(model, loader, criterion, device="cpu"):
    """switches back to train mode, however the model came"""
    model.to(device)
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss = criterion(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train()
    return total / count, right / count


@wrong(caught="accuracy")
def evaluate__log_of_softmax(model, loader, criterion, device="cpu"):
    """the logarithm of a softmax of large logits is minus infinity"""
    model.to(device)
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss = criterion(torch.log(torch.softmax(logits, 1)), labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total / count, right / count


@wrong(caught="accuracy")
def evaluate__sigmoid_before_argmax(model, loader, criterion, device="cpu"):
    """the class of the largest sigmoid: large logits all become 1"""
    model.to(device)
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss = criterion(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.sigmoid().argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total / count, right / count


@wrong(caught="device")
def evaluate__device_not_used(model, loader, criterion, device="cpu"):
    """takes device and does not use it"""
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss = criterion(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total / count, right / count


@wrong(caught="nothing_changes")
def evaluate__batch_norm_stopped(model, loader, criterion, device="cpu"):
    """batch normalisation never learns again"""
    model.to(device)
    model.eval()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 0.0
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss = criterion(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total / count, right / count


@wrong(
    caught="best_epoch, first_on_a_tie",
    mistake="best_never_updated",
    may_name=("best_never_updated", "last_epoch_kept_on_ties"),
)
def train_model__best_never_updated(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """keeps the weights whenever the accuracy is above what it began with"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(
    caught="best_epoch",
    mistake="lowest_accuracy_kept",
    may_name=("lowest_accuracy_kept", "saved_one_epoch_early"),
)
def train_model__lowest_accuracy(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """keeps the weights of the lowest accuracy"""
    history = []
    best_acc = 2.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc < best_acc:
            best_acc = val_acc
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(caught="learning_rate", mistake="last_step_missing")
def train_model__no_step_after_the_last_epoch(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """leaves the scheduler out after the last epoch"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        if epoch < num_epochs - 1:
            scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(caught="learning_rate, scheduler")
def train_model__step_when_better(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """steps only when the accuracy is better"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            scheduler.step()
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(caught="record")
def train_model__stops_after_five(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """stops when nothing is better for five epochs"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc, bad = val_acc, 0
            best = copy.deepcopy(model.state_dict())
        else:
            bad += 1
            if bad == 5:
                break
    model.load_state_dict(best)
    return model, history


@wrong(caught="best_epoch", mistake="small_improvement_ignored")
def train_model__accuracy_rounded(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    """compares accuracies of three places"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        val_acc = round(val_acc, 3)
        if val_acc > best_acc:
            best_acc = val_acc
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(caught="device")
def train_model__device_lost_in_training(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """hands the device to evaluate only"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return model, history


@wrong(caught="best_epoch")
def train_model__two_epochs_expected(
    model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"
):
    """reads the second row of the record, which need not be there"""
    history = []
    best_acc = -1.0
    best = copy.deepcopy(model.state_dict())
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        if val_acc > best_acc:
            best_acc = val_acc
            best = copy.deepcopy(model.state_dict())
    print(history[1])
    model.load_state_dict(best)
    return model, history


@wrong(caught="resnet, alexnet_and_vgg, squeezenet", mistake="one_group_for_all")
def param_groups__single_group(model, head_lr, backbone_lr):
    """puts everything into one group"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    return [{"params": top + rest, "lr": head_lr}]


@wrong(caught="resnet, alexnet_and_vgg, squeezenet")
def param_groups__rate_typed_in(model, head_lr, backbone_lr):
    """a learning rate that is typed in"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    return [{"params": top, "lr": head_lr}, {"params": rest, "lr": 3.0}]


@wrong(caught="always_two")
def param_groups__keyed_by_rate(model, head_lr, backbone_lr):
    """a dictionary by learning rate: two equal ones make one group"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    return [{"params": p, "lr": lr} for lr, p in {head_lr: top, backbone_lr: rest}.items()]


@wrong(caught="alexnet_and_vgg", mistake="one_rate_for_all")
def param_groups__larger_rate_for_head(model, head_lr, backbone_lr):
    """the larger of the two rates for the head, whichever it is"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    return [{"params": top, "lr": max(head_lr, backbone_lr)}, {"params": rest, "lr": backbone_lr}]


@wrong(caught="resnet, alexnet_and_vgg")
def param_groups__eval_mode_left(model, head_lr, backbone_lr):
    """switches the model to eval mode"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    model.eval()
    return [{"params": top, "lr": head_lr}, {"params": rest, "lr": backbone_lr}]


@wrong(caught="resnet")
def param_groups__recording_left_off(model, head_lr, backbone_lr):
    """switches the recording of gradients off for good"""
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    top = [p for p in model.parameters() if p.requires_grad and id(p) in ids]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    torch.set_grad_enabled(False)
    return [{"params": top, "lr": head_lr}, {"params": rest, "lr": backbone_lr}]
