//! Programs that answer well, badly, slowly, endlessly and not at all.
