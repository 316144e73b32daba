"""From what was handed in to files that can be graded: folders, archives, notebooks, downloads. Runs nothing of it."""
