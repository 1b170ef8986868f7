"""The pages of co-labs."""
