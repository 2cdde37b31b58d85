//! Rules about what the architect's prompt asks of an answer.

