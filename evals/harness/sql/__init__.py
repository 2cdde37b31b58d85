"""What SQL migrations really build, asked of a real PostgreSQL."""
