"""Pictures made on the server: the network of pairings, the heat map, the marks of dimensions."""
