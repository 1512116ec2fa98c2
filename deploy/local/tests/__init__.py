"""The local run, tried: ports, keys, installation, supervision, and a whole run with its accidents."""
