"""What people do with amphis, one thing a file; one transaction each (a choice: decision 4)."""
