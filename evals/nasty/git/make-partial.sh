#!/bin/sh
# make-partial.sh DIR: the history of make.sh in a clone that lacks the contents of files that are no longer there.
set -e
"$(dirname "$0")/make.sh" "$1"
cd "$1"
for object in $(git rev-parse HEAD~9:gone.txt v0.1.0:a.txt "$(git rev-parse ':/edit a')":a.txt); do
  rm -f ".git/objects/$(echo "$object" | cut -c1-2)/$(echo "$object" | cut -c3-)"
done
