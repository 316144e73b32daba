"""What several tests share: grading, running commands, made-up classes, reports and rooms."""
