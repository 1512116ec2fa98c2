"""What ARS does beside the turns: dictated choices, placements, corrections (ADM-9, ADM-10, CHX-6, CHX-8)."""
