"""Pages of activities, one module a task."""
