"""The public record of an amphi and the keys of receipts (IFC-13)."""
