//! The platform that a Go file's name restricts it to, by the rule of go/build.

const SYSTEMS: &str = " aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos ";

const PROCESSORS: &str = " 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm ";

/// `linux`, `amd64` or `linux/amd64` for `x_linux.go`, `x_amd64.go` and `x_linux_amd64_test.go`.
pub(super) fn of_file_name(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name);
    // What stands before the first underscore is never a condition: `linux.go` is for everyone.
    let (_, conditions) = stem.split_once('_')?;
    let conditions = conditions.strip_suffix("_test").unwrap_or(conditions);
    let mut words = conditions.rsplit('_');
    let last = words.next()?;
    if is_in(SYSTEMS, last) {
        return Some(last.to_owned());
    }
    if !is_in(PROCESSORS, last) {
        return None;
    }
    let system = words.next().filter(|word| is_in(SYSTEMS, word));
    Some(system.map_or_else(|| last.to_owned(), |system| format!("{system}/{last}")))
}

fn is_in(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(of_file_name(name).as_deref(), expected, "{name}");
    }

    #[test]
    fn only_the_last_words_of_the_name_count() {
        check("store_linux.go", Some("linux"));
        check("store_windows_amd64.go", Some("windows/amd64"));
        check("store_amd64.go", Some("amd64"));
        check("store_linux_test.go", Some("linux"));
        check("linux.go", None);
        check("linux_test.go", None);
        check("_linux.go", Some("linux"));
        check("store_linux_x.go", None);
        check("store_amd64_linux.go", Some("linux"));
        check("store_unix.go", None);
        check("zsys_linux_arm64.s.go", Some("linux/arm64"));
    }
}
