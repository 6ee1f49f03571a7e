"""The readers' pages. They only read: every view answers GET and HEAD, and nothing else."""
