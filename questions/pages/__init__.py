"""What each public page shows, gathered with a fixed number of queries: pages then only print it."""
