//! The house rules that a program can check.

mod comments;
mod generated;
mod layers;
mod links;
mod pages;
mod source;
