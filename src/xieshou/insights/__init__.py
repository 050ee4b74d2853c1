"""The county page: network, risk and rhythm."""
