"""The accuracy harness: facts of an analysis against the truth of each language's own tooling."""
