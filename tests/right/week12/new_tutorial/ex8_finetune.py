import os
import time
from tempfile import TemporaryDirectory

import torch
import torch.nn as nn
from torch.optim import lr_scheduler

torch.set_printoptions(precision=3)


def train_model(model, dataloaders, criterion, optimizer, scheduler, num_epochs=25, device="cpu"):
    since = time.time()
    model.to(device)
    history = [{"epoch": epoch} for epoch in range(num_epochs)]

    # Create a temporary directory to save training checkpoints
    with TemporaryDirectory() as tempdir:
        best_model_params_path = os.path.join(tempdir, "best_model_params.pt")

        torch.save(model.state_dict(), best_model_params_path)
        best_acc = None

        for epoch in range(num_epochs):
            print(f"Epoch {epoch}/{num_epochs - 1}")
            print("-" * 10)
            history[epoch]["lr"] = optimizer.param_groups[0]["lr"]

            # Each epoch has a training and validation phase
            for phase in ["train", "val"]:
                if phase == "train":
                    model.train()  # Set model to training mode
                else:
                    model.eval()  # Set model to evaluate mode

                running_loss = 0.0
                running_corrects = 0
                seen = 0

                # Iterate over data.
                for inputs, labels in dataloaders[phase]:
                    inputs = inputs.to(device)
                    labels = labels.to(device)

                    # zero the parameter gradients
                    optimizer.zero_grad()

                    # forward
                    # track history if only in train
                    with torch.set_grad_enabled(phase == "train"):
                        outputs = model(inputs)
                        _, preds = torch.max(outputs, 1)
                        loss = criterion(outputs, labels)

                        # backward + optimize only if in training phase
                        if phase == "train":
                            loss.backward()
                            optimizer.step()

                    # statistics
                    running_loss += loss.item() * inputs.size(0)
                    running_corrects += torch.sum(preds == labels.data).item()
                    seen += inputs.size(0)
                if phase == "train":
                    scheduler.step()

                epoch_loss = running_loss / seen
                epoch_acc = running_corrects / seen
                history[epoch].update({f"{phase}_loss": epoch_loss, f"{phase}_acc": epoch_acc})

                print(f"{phase} Loss: {epoch_loss:.4f} Acc: {epoch_acc:.4f}")

                # deep copy the model
                if phase == "val" and (best_acc is None or epoch_acc > best_acc):
                    best_acc = epoch_acc
                    torch.save(model.state_dict(), best_model_params_path)

            print()

        time_elapsed = time.time() - since
        print(f"Training complete in {time_elapsed // 60:.0f}m {time_elapsed % 60:.0f}s")
        print(f"Best val Acc: {best_acc:4f}")

        # load best model weights
        model.load_state_dict(torch.load(best_model_params_path, map_location=device, weights_only=True))
    return model, history


# the quickstart tutorial's train() and test()
def train_one_epoch(model, dataloader, loss_fn, optimizer, device="cpu"):
    size = len(dataloader.dataset)
    model.to(device).train()
    total, correct = 0, 0
    for batch, (X, y) in enumerate(dataloader):
        X, y = X.to(device), y.to(device)

        # Compute prediction error
        pred = model(X)
        loss = loss_fn(pred, y)

        # Backpropagation
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

        correct += (pred.argmax(1) == y).type(torch.float).sum().item()
        total += loss.item() * len(X)
        if batch % 100 == 0:
            loss, current = loss.item(), (batch + 1) * len(X)
            print(f"loss: {loss:>7f}  [{current:>5d}/{size:>5d}]")
    return total / size, correct / size


def evaluate(model, dataloader, loss_fn, device="cpu"):
    size = len(dataloader.dataset)
    model.to(device).eval()
    test_loss, correct = 0, 0
    with torch.no_grad():
        for X, y in dataloader:
            X, y = X.to(device), y.to(device)
            pred = model(X)
            test_loss += loss_fn(pred, y).item() * len(X)
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    test_loss /= size
    correct /= size
    print(f"Test Error: \n Accuracy: {(100*correct):>0.1f}%, Avg loss: {test_loss:>8f} \n")
    return test_loss, correct


def param_groups(model, head_lr, backbone_lr):
    # names of the head's parameters
    if hasattr(model, "fc"):
        prefix = "fc."
    else:
        last = [n for n, m in model.classifier.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
        prefix = f"classifier.{last}."
    head, backbone = [], []
    for name, param in model.named_parameters():
        if param.requires_grad:
            (head if name.startswith(prefix) else backbone).append(param)
    return [{"params": head, "lr": head_lr}, {"params": backbone, "lr": backbone_lr}]
