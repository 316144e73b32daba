"""The examiner: runs a week's checks on a submission, compares values, and names what went wrong."""
