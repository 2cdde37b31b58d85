//! Files that define infrastructure: known by name, or by a line that no other format has.

use crate::{
    extract::Input,
    model::{FileFacts, InfrastructureFile},
};

/// Endings of file names and what reads such files.
const ENDINGS: [(&str, &str); 7] = [
    (".bicep", "bicep"),
    (".nomad", "nomad"),
    (".nomad.hcl", "nomad"),
    (".pkr.hcl", "packer"),
    (".tf", "terraform"),
    (".tf.json", "terraform"),
    (".tofu", "opentofu"),
];

/// Whole file names and what reads such files.
const NAMES: [(&str, &str); 12] = [
    ("Pulumi.yaml", "pulumi"),
    ("Tiltfile", "tilt"),
    ("Vagrantfile", "vagrant"),
    ("ansible.cfg", "ansible"),
    ("cdk.json", "cdk"),
    ("docker-bake.hcl", "docker-bake"),
    ("helmfile.yaml", "helmfile"),
    ("helmfile.yml", "helmfile"),
    ("serverless.yaml", "serverless"),
    ("serverless.yml", "serverless"),
    ("skaffold.yaml", "skaffold"),
    ("terragrunt.hcl", "terragrunt"),
];

pub(super) fn extract(input: &Input<'_>, name: &str, facts: &mut FileFacts) {
    let by_ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending) && name != *ending);
    let by_name = NAMES.iter().find(|(known, _)| *known == name);
    let known = by_ending.or(by_name).map(|(_, kind)| *kind);
    let Some(kind) = known.or_else(|| by_content(input)) else { return };
    let lines = u32::try_from(input.text.lines().count()).unwrap_or(u32::MAX);
    let at = input.source.evidence(format!("{kind}.file"), 1, lines);
    facts.operations.infrastructure.push(InfrastructureFile { at, kind: kind.to_owned() });
}

fn by_content(input: &Input<'_>) -> Option<&'static str> {
    if input.source.language != "yaml" {
        return None;
    }
    let mut in_play = false;
    for line in input.text.lines() {
        if line.starts_with("AWSTemplateFormatVersion:") {
            return Some("cloudformation");
        }
        in_play =
            line.starts_with("- ") || (in_play && !line.starts_with(|c: char| !c.is_whitespace()));
        // A play is an item of a top-level list that names its hosts.
        if line.starts_with("- hosts:") || (in_play && line.starts_with("  hosts:")) {
            return Some("ansible");
        }
    }
    None
}
