//! Configuration keys that are written as a constant of another Go file: of the same package, or of an
//! imported one.
//!
//! A name that nobody, or two files differently, declare stays out: a wrong key would be worse than none.

use std::collections::BTreeMap;

use super::packages::folder;
use crate::{
    extract,
    model::{FileFacts, Import, Package, Setting},
};

/// Adds the settings whose keys are found to those of their files.
pub(super) fn resolve(facts: &mut [FileFacts], packages: &[Package]) {
    if facts.iter().all(|file| file.named_settings.is_empty()) {
        return;
    }
    let found: Vec<Vec<Setting>> = {
        let texts = Texts::of(facts, packages);
        facts.iter().map(|file| texts.settings(file)).collect()
    };
    for (file, settings) in facts.iter_mut().zip(found).filter(|(_, found)| !found.is_empty()) {
        file.configuration.extend(settings);
        file.configuration.sort_by(|a, b| (a.at.line, &a.key).cmp(&(b.at.line, &b.key)));
    }
}

/// Constants by folder, package and name; none where files differ.
struct Texts<'a> {
    constants: BTreeMap<(&'a str, &'a str, &'a str), Option<&'a str>>,
    packages: BTreeMap<&'a str, &'a Package>,
}

impl<'a> Texts<'a> {
    fn of(facts: &'a [FileFacts], packages: &'a [Package]) -> Self {
        let mut constants = BTreeMap::new();
        for file in facts {
            let Some(package) = file.package.as_deref() else { continue };
            for one in &file.constants {
                let value = one.value.as_str();
                let place = (folder(&file.file.path), package, one.name.as_str());
                let known = constants.entry(place).or_insert(Some(value));
                *known = known.filter(|known| *known == value);
            }
        }
        let importable = packages.iter().filter(|one| !one.is_main && !one.external_test);
        Self { constants, packages: importable.map(|one| (&*one.import_path, one)).collect() }
    }

    fn settings(&self, file: &FileFacts) -> Vec<Setting> {
        let known = file.named_settings.iter().filter_map(|setting| {
            let key = self.text(file, &setting.key).filter(|key| !key.is_empty())?;
            let default = setting.default.clone().filter(|_| !extract::is_secret(key));
            Some(Setting { key: key.to_owned(), default, ..setting.clone() })
        });
        known.collect()
    }

    fn text(&self, file: &FileFacts, name: &str) -> Option<&'a str> {
        let place = match name.split_once('.') {
            None => (folder(&file.file.path), file.package.as_deref()?, name),
            Some((qualifier, name)) => {
                let called = |import: &&Import| self.name_of(import) == Some(qualifier);
                let import = file.imports.iter().find(called)?;
                let package = self.packages.get(import.path.as_str())?;
                (package.dir.as_str(), package.name.as_str(), name)
            }
        };
        self.constants.get(&place).copied().flatten()
    }

    fn name_of<'i>(&self, import: &'i Import) -> Option<&'i str>
    where
        'a: 'i,
    {
        let package = || self.packages.get(import.path.as_str()).map(|one| one.name.as_str());
        import.alias.as_deref().or_else(package)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{analyze::packages, language::Registry};

    /// Keys with their defaults, in the order of files and lines.
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let registry = Registry::new(&[]).unwrap();
        let read = |(path, text): &(&str, &str)| {
            extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
        };
        let mut facts: Vec<_> = files.iter().map(read).collect();
        let modules = [packages::tests::module(&facts[0].source().evidence("x", 1, 1))];
        packages::classify(&mut facts, &modules);
        let packages = packages::packages(&facts, &modules);
        resolve(&mut facts, &packages);
        let shown = |one: &Setting| {
            let default = one.default.as_ref().map_or_else(String::new, |text| format!("={text}"));
            format!("{}{default}", one.key)
        };
        let found: Vec<_> = facts.iter().flat_map(|file| &file.configuration).map(shown).collect();
        assert_eq!(found, expected, "{files:#?}");
    }

    const KEYS: (&str, &str) = (
        "keys/keys.go",
        "package keys\nconst (\nPort = \"PORT\"\nSecret = \"DB_PASSWORD\"\n)\nfunc f() { const local = \"LOCAL\" }",
    );

    #[test]
    fn constants_of_the_package_and_of_imported_ones_are_keys() {
        let own = ("a/keys.go", "package a\nconst host = \"HOST\"\nconst other = \"O\"");
        let reads = "package a\nimport k \"example.test/m/keys\"\nfunc F(other string) {\nos.Getenv(host)\nGetenvOr(k.Port, \"80\")\nGetenvOr(k.Secret, \"x\")\nos.Getenv(other)\nos.Getenv(k.local)\nos.Getenv(gone.Port)\nos.Getenv(unknown)\n}";
        check(&[own, ("a/a.go", reads), KEYS], &["HOST", "PORT=80", "DB_PASSWORD"]);
    }

    #[test]
    fn what_two_files_say_differently_is_no_key() {
        let reads = ("a/a.go", "package a\nfunc F() { os.Getenv(key) }");
        let one = ("a/one.go", "package a\nconst key = \"ONE\"");
        check(&[reads, one, ("a/x_test.go", "package a_test\nconst key = \"T\"")], &["ONE"]);
        check(&[reads, one, ("a/two.go", "package a\nconst key = \"TWO\"")], &[]);
    }
}
