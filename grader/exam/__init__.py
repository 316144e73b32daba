"""The theory bank and the exam over it. Nothing in here loads torch or NumPy."""
