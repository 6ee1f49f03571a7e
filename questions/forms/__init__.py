"""The boxes that editors fill in, where they are more than the fields of one row."""
