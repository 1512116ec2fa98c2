"""Metrics in Prometheus's form; every name starts with `dci_`, no label holds a person's data (SEC-7).

Declare them once, at the top of a module: `CHOICES = counter("choices", "Choices received", "outcome")`.
"""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_LATENCIES: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


def counter(name: str, help: str, *labels: str) -> Counter:  # noqa: A002  # the library's own word
    """Make a counter `dci_<name>_total`."""
    return Counter(f"dci_{name}", help, labels)


def gauge(name: str, help: str, *labels: str) -> Gauge:  # noqa: A002
    """Make a gauge `dci_<name>`."""
    return Gauge(f"dci_{name}", help, labels)


def seconds(name: str, help: str, *labels: str) -> Histogram:  # noqa: A002
    """Make a histogram of durations `dci_<name>_seconds`."""
    return Histogram(f"dci_{name}_seconds", help, labels, buckets=_LATENCIES)


CALLS: Final = counter("grpc_server_calls", "Calls answered by this gRPC server", "method", "code")
CALL_SECONDS: Final = seconds("grpc_server_call", "From the arrival of a call to its last answer", "method")
