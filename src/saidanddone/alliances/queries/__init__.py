"""What pages of alliances read; nothing here writes."""
