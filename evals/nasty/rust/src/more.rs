//! What came later: attributes behind conditions, macros that write items, links.

#[cfg_attr(windows, path = "odd/for_windows.rs")]
#[cfg_attr(not(windows), path = "odd/for_others.rs")]
mod by_system;

mod r#final;

#[path = "../shared/linked.rs"]
mod linked;

#[path = "odd"]
mod inline_with_path {
    pub mod inner_of_path;
}

/// Shadows the macro of the standard library.
macro_rules! assert_eq {
    ($($name:ident => $left:expr),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                std::assert_eq!($left, $left);
            }
        )*
    };
}

#[cfg(test)]
assert_eq! {
    shadowed_one => 1,
    shadowed_two => 2,
}

macro_rules! with_module {
    ($module:ident, $($case:ident),+) => {
        #[cfg(test)]
        mod $module {
            $(
                #[test]
                fn $case() {}
            )+
        }
    };
}
with_module!(written, first_case, second_case);

macro_rules! forwards {
    ($name:ident) => {
        one_test!($name);
    };
}

macro_rules! one_test {
    ($name:ident) => {
        #[test]
        fn $name() {}
    };
}

#[cfg(test)]
mod forwarded {
    forwards!(through_two_macros);
}

macro_rules! in_body {
    ($name:ident) => {
        fn $name(&self) {}
    };
}

pub trait WithMacro {
    in_body!(from_macro);
    fn by_hand(&self);
}

pub struct Holder;

impl Holder {
    in_body!(inherent_from_macro);
    pub const fn constant() -> u8 {
        1
    }
}

impl WithMacro for Holder {
    fn by_hand(&self) {
        struct InBody;
        impl WithMacro for InBody {
            fn by_hand(&self) {}
        }
    }
}

#[cfg_attr(all(), derive(Default, ::core::hash::Hash))]
#[derive(Clone, Copy, std::fmt::Debug)]
pub struct Conditional {
    pub field: u8,
}

pub type Shorter<T> = Result<T, Box<dyn std::error::Error + Send + 'static>>;

pub trait Associated {
    type Item;
    const N: usize = 0;
    fn get(&self) -> Option<Self::Item>;
}

impl<T, const N: usize> Associated for [T; N]
where
    T: Clone,
{
    type Item = T;
    fn get(&self) -> Option<T> {
        self.first().cloned()
    }
}

impl Associated for fn(u8) -> u8 {
    type Item = u8;
    fn get(&self) -> Option<u8> {
        None
    }
}

impl Associated for () {
    type Item = ();
    fn get(&self) -> Option<()> {
        None
    }
}

impl<'a> From<&'a Holder> for Conditional {
    fn from(_: &'a Holder) -> Self {
        Self::default()
    }
}

pub extern "C" fn exported() {}
pub async fn later() {}

/// A doc test in an impl.
impl Conditional {
    /// ```
    /// assert!(true);
    /// ```
    ///
    /// ~~~should_panic
    /// panic!();
    /// ~~~
    pub unsafe fn documented(self) {}
}
