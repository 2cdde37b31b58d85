"""Truth about endpoints: the OpenAPI documents that a repository commits."""
