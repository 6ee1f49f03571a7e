"""What the editors' own pages show: read in a fixed number of queries, with the next act beside each thing."""
