"""云溪县: an invented county to try the product with."""
