"""What anybody needs to verify a published record and its receipts (ENG-8, IFC-13; docs/record.md).

Written from the published format alone, apart from the engine that makes records. Standard library, and
`cryptography` for signatures: it runs wherever Python does.
"""
