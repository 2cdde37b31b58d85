#!/usr/bin/env node
// Starts the program of this platform's package with the same arguments, input, output and exit code.
"use strict";
const { spawnSync } = require("node:child_process");

const name = `groundplan-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${name}/bin/groundplan`);
} catch {
  console.error(`error: the package ${name} is not installed`);
  console.error("  hint: install with optional dependencies, or build it: cargo install --path .");
  process.exit(2);
}
const ran = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ran.error) {
  console.error(`error: cannot start ${program}: ${ran.error.message}`);
  process.exit(2);
}
if (ran.signal) process.kill(process.pid, ran.signal);
process.exit(ran.status ?? 2);
