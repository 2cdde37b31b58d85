//! The interface of the target that new ones for storage follow: the one whose methods speak most of one type
//! of the target's own.

use std::collections::BTreeSet;

use crate::{
    model::{Import, ImportClass, Interface, Task},
    plan::{Inputs, terms},
};

/// What names of interfaces for storage end with.
const ENDINGS: &[&str] = &["Repository", "Repo", "Store", "Storage"];

/// An interface and the type that it stores.
pub(super) struct Sibling<'a> {
    interface: &'a Interface,
    stored: String,
}

pub(super) fn find<'a>(inputs: &'a Inputs<'_>) -> Option<Sibling<'a>> {
    let types: BTreeSet<&str> = inputs
        .analysis
        .types
        .iter()
        .filter(|one| !one.test && !one.generated && one.exported)
        .map(|one| &*one.name)
        .collect();
    let stores = inputs.analysis.interfaces.iter().filter(|one| {
        let is_store = ENDINGS.iter().any(|ending| one.name.ends_with(ending));
        is_store && !one.test && !one.generated && *one.at.language == *inputs.code.language
    });
    let mut best: Option<(usize, Sibling<'a>)> = None;
    for interface in stores {
        let Some((count, stored)) = spoken_of(interface, &types) else { continue };
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, Sibling { interface, stored }));
        }
    }
    best.map(|(_, sibling)| sibling)
}

/// The type that most methods name, and how many; an interface's own error types are no entity.
fn spoken_of(interface: &Interface, types: &BTreeSet<&str>) -> Option<(usize, String)> {
    let named = |name: &str| {
        let names = |signature: &str| words(signature).any(|word| word == name);
        interface.methods.iter().filter(|method| names(&method.signature)).count()
    };
    let entities = types.iter().filter(|name| !name.ends_with("Error"));
    let counted = entities.map(|name| (named(name), *name)).filter(|(count, _)| *count > 0);
    let best = counted.max_by_key(|(count, name)| (*count, std::cmp::Reverse(*name)))?;
    Some((best.0, best.1.to_owned()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

impl Sibling<'_> {
    pub(super) fn at(&self) -> String {
        self.interface.at.citation()
    }

    /// The same interface for another entity (`snake_case`).
    pub(super) fn text(&self, inputs: &Inputs<'_>, task: &Task, entity: &str) -> String {
        let new = terms::pascal(entity);
        let path = task.files.first().map_or("", |file| file.path.as_str());
        let name = inside(&self.interface.name, &self.stored, entity);
        let is_go = *self.interface.at.language == *"go";
        let methods: Vec<String> = self
            .interface
            .methods
            .iter()
            .map(|method| {
                let name = inside(&method.name, &self.stored, entity);
                let signature = renamed(&method.signature, &self.stored, entity);
                if is_go {
                    format!("\t{name}{signature}")
                } else {
                    format!("    {};", rust_method(&name, &signature))
                }
            })
            .collect();
        let head = format!(
            "// {path} ({}), in the form of {} ({}): leave out what no use case calls.",
            task.id,
            self.interface.name,
            self.at()
        );
        let body = methods.join("\n");
        if !is_go {
            return self.rust(inputs, (&head, &name, &new), &body);
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let package = folder.rsplit('/').next().unwrap_or_default().replace(['-', '.'], "");
        let imports = self.imports(inputs, &body);
        format!(
            "{head}\npackage {package}\n{imports}\n// {name} stores and loads {new}.\ntype {name} interface {{\n{body}\n}}"
        )
    }

    fn rust(
        &self,
        inputs: &Inputs<'_>,
        (head, name, new): (&str, &str, &str),
        body: &str,
    ) -> String {
        let own =
            inputs.analysis.imports.iter().filter(|one| one.at.file == self.interface.at.file);
        let paths: Vec<&str> = own.map(|import| &*import.path).collect();
        let is_used = |path: &&&str| {
            path.rsplit("::").next().is_some_and(|last| words(body).any(|word| word == last))
        };
        let mut uses: Vec<String> =
            paths.iter().filter(is_used).map(|path| format!("use {path};")).collect();
        uses.sort();
        uses.dedup();
        uses.push(String::new());
        let bounds = match self.interface.embeds.join(" + ") {
            bounds if bounds.is_empty() => bounds,
            bounds => format!(": {bounds}"),
        };
        let open = if paths.iter().any(|path| path.starts_with("async_trait")) {
            "\n// Which methods are `async` is not among the facts; the file uses `async_trait`."
        } else {
            ""
        };
        let uses = uses.join("\n");
        format!(
            "{head}{open}\n{uses}\n/// Where {new} is kept.\npub trait {name}{bounds} {{\n{body}\n}}"
        )
    }

    /// The imports of the file that the text needs.
    fn imports(&self, inputs: &Inputs<'_>, body: &str) -> String {
        let file = &self.interface.at.file;
        let own = inputs.analysis.imports.iter().filter(|import| import.at.file == *file);
        let is_used = |local: &str| body.contains(&format!("{local}."));
        let line = |import: &Import| {
            let path: &str = &import.path;
            let last = path.rsplit('/').next().unwrap_or(path);
            match &import.alias {
                Some(alias) => is_used(alias).then(|| format!("\t{} \"{path}\"", &**alias)),
                None => is_used(last).then(|| format!("\t\"{path}\"")),
            }
        };
        let (std, other): (Vec<&Import>, Vec<&Import>) =
            own.partition(|import| import.class == ImportClass::Std);
        let group = |imports: Vec<&Import>| {
            let mut lines: Vec<String> = imports.into_iter().filter_map(line).collect();
            lines.sort();
            lines.join("\n")
        };
        let groups: Vec<String> =
            [group(std), group(other)].into_iter().filter(|group| !group.is_empty()).collect();
        if groups.is_empty() {
            return String::new();
        }
        format!("\nimport (\n{}\n)\n", groups.join("\n\n"))
    }
}

/// A signature in which names of exactly the old entity become those of the new one.
fn renamed(text: &str, old: &str, entity: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars().chain(['\0']) {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        out.push_str(&exact(&word, old, entity));
        word.clear();
        if letter != '\0' {
            out.push(letter);
        }
    }
    out
}

fn exact(word: &str, old: &str, entity: &str) -> String {
    let new = terms::pascal(entity);
    if word == old {
        new
    } else if word == terms::snake(old) {
        entity.to_owned()
    } else if word == lower_first(old) {
        lower_first(&new)
    } else {
        word.to_owned()
    }
}

/// A declared name in which the old entity becomes the new one (`CreateFee`, `create_fee`).
fn inside(name: &str, old: &str, entity: &str) -> String {
    if name.contains(old) {
        return name.replace(old, &terms::pascal(entity));
    }
    let snake = terms::snake(old);
    let is_snake = name.split('_').count() > 1 || name == snake;
    if is_snake && format!("_{name}_").contains(&format!("_{snake}_")) {
        let replaced = format!("_{name}_").replace(&format!("_{snake}_"), &format!("_{entity}_"));
        return replaced.trim_matches('_').to_owned();
    }
    name.to_owned()
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A method of a trait; what stands in front of `fn` is part of the signature where it was written.
fn rust_method(name: &str, signature: &str) -> String {
    match signature.split_once('(') {
        Some((before, rest)) if !before.trim().is_empty() => {
            format!("{} fn {name}({rest}", before.trim())
        }
        _ => format!("fn {name}{signature}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_takes_the_place_of_another() {
        let signature = "(ctx context.Context, feePackage *domain.FeePackage) error";
        let new = "(ctx context.Context, feeWaiver *domain.FeeWaiver) error";
        assert_eq!(renamed(signature, "FeePackage", "fee_waiver"), new);
        let signature = "(&self, ledger: &Ledger) -> Result<(), LedgerError>";
        let new = "(&self, fee_policy: &FeePolicy) -> Result<(), LedgerError>";
        assert_eq!(renamed(signature, "Ledger", "fee_policy"), new);
        assert_eq!(inside("create_ledger", "Ledger", "fee_policy"), "create_fee_policy");
        assert_eq!(inside("LedgerStore", "Ledger", "fee_policy"), "FeePolicyStore");
        assert_eq!(inside("ledgers", "Ledger", "fee_policy"), "ledgers");
        assert_eq!(inside("Find", "Ledger", "fee_policy"), "Find");
    }
}
