"""总结: plan, agreement and report as documents, every figure a door."""
