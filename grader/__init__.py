"""Transfer Lab: an auto-graded lab session on pre-trained models and transfer learning."""

__version__ = "0.1.0"
