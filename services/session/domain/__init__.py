"""The engine, pure: `decide(amphi, command, moment)`, `apply(amphi, event)`; time and ids are arguments."""
