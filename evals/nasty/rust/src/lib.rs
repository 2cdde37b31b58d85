//! ```
//! let x = 1;
//! ```
#![allow(dead_code)]

mod inner;
#[path = "odd/place.rs"]
mod elsewhere;
mod r#type;
#[cfg(windows)]
mod windows_only;
mod outer {
    pub mod deep;
    #[path = "renamed.rs"]
    pub mod by_path;
}

macro_rules! cfg_extra {
    ($($i:item)*) => { $( #[cfg(feature = "extra")] $i )* };
}

cfg_extra! {
    mod gated;
    pub struct Gated;
    impl Clone for Gated {
        fn clone(&self) -> Self { Gated }
    }
}

macro_rules! make_mods {
    ($($n:ident),*) => { $( pub mod $n; )* };
}
make_mods!(by_macro);

/// A trait of many shapes.
///
/// ```rust,ignore
/// not compiled
/// ```
///
/// ```text
/// not rust
/// ```
pub trait Shape: Send + 'static {
    const SIDES: u32;
    type Out;
    fn area(&self) -> Self::Out;
    fn name(&self) -> String { String::new() }
    async fn later(&self) {}
}

pub unsafe trait Unsafe {}
unsafe impl Unsafe for u8 {}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "extra", derive(Eq))]
pub struct Square<'a, T: ?Sized + 'a>(pub &'a T);

impl<'a, T: ?Sized> Shape for Square<'a, T>
where
    T: Send + Sync,
    'a: 'static,
{
    const SIDES: u32 = 4;
    type Out = u64;
    fn area(&self) -> u64 { 0 }
}

unsafe impl<T: Unsafe> Unsafe for Vec<T> where T: Send {}

pub trait Ext { fn ext(&self) {} }
impl<T> Ext for T {}
impl Ext2 for &mut [u8] { fn go(self) {} }
pub trait Ext2 { fn go(self); }
impl<T> Ext2 for (T, [T; 2]) { fn go(self) {} }
impl dyn Ext2 {}

pub enum Kind { A, B { x: i32 }, C(u8) }
pub union Both { a: u32, b: f32 }

fn outer_fn() {
    struct Local;
    trait LocalTrait { fn f(&self); }
    impl LocalTrait for Local {
        fn f(&self) {}
    }
    fn nested() {}
    let c = || { fn in_closure() {} in_closure() };
    c();
    nested();
}

pub fn r#match() {}

const _: () = {
    impl Ext2 for u16 { fn go(self) {} }
};

extern "C" {
    fn strlen(s: *const i8) -> usize;
}

// decoy: fn commented_out() {} #[test] fn no() {}
const TEXT: &str = "#[test]\nfn in_string() {}";
const RAW: &str = r#"
#[test]
fn in_raw_string() {}
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use core::prelude::v1::test as renamed;

    #[test]
    fn plain() {}

    #[test]
    #[ignore = "slow"]
    fn ignored() {}

    #[test]
    #[should_panic(expected = "x")]
    fn panics() { panic!("x") }

    #[renamed]
    fn by_alias() {}

    #[cfg_attr(not(windows), test)]
    fn by_cfg_attr() {}

    #[core::prelude::v1::test]
    fn by_path() -> Result<(), String> { Ok(()) }

    macro_rules! case {
        ($name:ident, $v:expr) => {
            #[test]
            fn $name() { assert_eq!($v, $v); }
        };
    }
    case!(made_one, 1);
    case!(made_two, 2);

    fn helper_not_a_test() {}

    mod nested {
        #[test]
        fn inside() {}
    }
}

#[cfg(not(test))]
fn not_in_tests() {}

pub mod more;
