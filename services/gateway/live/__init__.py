"""The live channel: who is in which amphi's room, and what each is told (LIV-*)."""
