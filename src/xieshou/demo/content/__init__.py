"""What the demonstration county consists of, as plain data: everybody and everything in it is invented."""
