"""What everything else stands on: weeks and targets, results as data, errors, words, texts, files. Imports no torch."""
