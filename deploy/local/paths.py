"""Where the local run finds what was installed, and where it writes (IFC-3)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
INSTALLED = ROOT / "build" / "installed"
KAFKA_LIBS = ROOT / "build" / "kafka" / "libs"
MAILBOX = Path(__file__).resolve().parent / "mailbox"
