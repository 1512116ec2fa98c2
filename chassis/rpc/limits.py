"""How large a message and its metadata may be, the same at both ends."""

from typing import Final

MESSAGE_BYTES: Final = 8 * 1024 * 1024
METADATA_BYTES: Final = 32 * 1024

SIZES: Final = [
    ("grpc.max_receive_message_length", MESSAGE_BYTES),
    ("grpc.max_send_message_length", MESSAGE_BYTES),
    ("grpc.max_metadata_size", METADATA_BYTES),
]
