"""The attacker and the careless clerk, against one run of everything (SEC-3…6)."""
