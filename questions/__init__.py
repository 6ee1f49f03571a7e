"""What is asked, whom, how often, and what came back."""
