//! Says what the program was built from, as one number: what a cache holds is used again only by a
//! program with the same number.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// What a result may depend on, below the package's folder.
const PARTS: [&str; 6] = ["src", "queries", "templates", "assets", "Cargo.lock", "Cargo.toml"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        gather(&root.join(part), &mut files)?;
    }
    files.sort();
    let mut sum = Sum(OFFSET);
    for file in files {
        let bytes = fs::read(&file)?;
        sum.add(file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().as_bytes());
        sum.add(&(bytes.len() as u64).to_le_bytes());
        sum.add(&bytes);
    }
    // A struct has another layout on another target, and C grammars may differ by their compiler.
    sum.add(env::var("TARGET").unwrap_or_default().as_bytes());
    println!("cargo:rustc-env=GROUNDPLAN_FINGERPRINT={:032x}", sum.0);
    Ok(())
}

/// Every file below a path. A published package has no `Cargo.lock` of its own.
fn gather(path: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        found.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), found)?;
        }
    }
    Ok(())
}

/// FNV-1a with 128 bits: nobody attacks a number of our own sources.
struct Sum(u128);

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }
}
