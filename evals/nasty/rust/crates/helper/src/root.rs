pub trait Helper {}

#[path = "through_link/linked.rs"]
mod through_link;
