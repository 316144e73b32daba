"""Tests of every week's content: checks against right, wrong and untouched solutions."""
