"""What crosses services, and the real parts that tests of every service share."""
