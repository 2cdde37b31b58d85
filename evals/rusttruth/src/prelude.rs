//! What every file here works with.

pub(crate) use crate::{attributes::*, facts::*, macros::*, text::*};
pub(crate) use proc_macro2::{Span, TokenStream, TokenTree};
pub(crate) use quote::ToTokens;
pub(crate) use serde_json::{Map, Value, json};
pub(crate) use std::collections::{BTreeMap, BTreeSet, HashMap};
pub(crate) use std::path::{Component, Path, PathBuf};
pub(crate) use syn::spanned::Spanned;
pub(crate) use syn::visit::{self, Visit};
pub(crate) use syn::*;
