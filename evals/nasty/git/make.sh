#!/bin/sh
# make.sh DIR: a small Git history full of corner cases; the same object ids every time.
set -e
rm -rf "$1"
mkdir -p "$1"
cd "$1"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_COMMITTER_NAME=Bot GIT_COMMITTER_EMAIL=bot@x.test TZ=UTC
git init -q -b main .
for setting in commit.gpgsign tag.gpgsign core.autocrlf; do git config $setting false; done

now=1700000000
author() { export GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$2"; }
day() { now=$((now + 86400)); export GIT_COMMITTER_DATE="$now +0000"; }
commit() { day; GIT_AUTHOR_DATE="$((now - 3600)) +0200" git commit -q "$@"; }
lines() { i=$1; while [ "$i" -le "$2" ]; do echo "line $i"; i=$((i + 1)); done; }

# One person with three addresses that differ in case, place and name; the mail map comes later.
author Ann ann@old.test
lines 1 40 > a.txt; printf 'x\r\ny\r\n' > crlf.txt; git add .; commit -m first
git tag v0.1.0
author 'Ann Smith' ANN@NEW.test; lines 1 45 > a.txt; commit -am 'edit a'
author ann ann@home.test
mkdir 'dir é'; printf '\000\001\002' > bin.dat; echo t > "dir é/tab	name.txt"; echo s > 'dir é/with space.txt'
git add .; commit -m 'odd names, binary

Co-authored-by: Bob <bob@x.test>'

# Renames: with edits, exact, and a new file under the old name.
author Bob bob@x.test
git mv a.txt moved.txt; lines 1 50 > moved.txt; git add .; commit -m 'rename with edits'
lines 100 103 > a.txt; git add a.txt; commit -m 'a.txt again, another file'
git mv moved.txt 'dir é/deep.txt'; commit -m 'exact rename'
chmod +x crlf.txt; git update-index --chmod=+x crlf.txt; commit -m 'mode only'
commit --allow-empty -m 'empty commit'
git tag -a v1.0.0-rc.9 -m rc9

# A file that goes and comes back; two people who share an address, one who changes its case.
author Carl carl@x.test; echo 1 > gone.txt; git add .; commit -m 'add gone'
git rm -q gone.txt; commit -m 'drop gone'
author 'Carl C.' carl@x.test; echo 2 > gone.txt; git add .; commit -m 'gone is back'
author Carl Carl@X.test; echo 3 >> gone.txt; commit -am 'the same address in capitals'
git tag v1.0.0-rc.10

# A branch, a merge that brings a file of its own, and a second root.
git checkout -q -b side HEAD~3
author Dana dana@x.test; echo side > side.txt; git add .; commit -m 'side work'
git tag v9.9.9-on-a-merged-branch
echo more >> side.txt; commit -am 'more side'
git checkout -q main
author Ann ann@old.test; day
export GIT_AUTHOR_DATE="$now +0000"
git merge -q --no-ff --no-commit side >/dev/null 2>&1
echo 'only in the merge' > evil.txt; git add evil.txt; git commit -q -m 'merge side, with a file of its own'
git checkout -q --orphan other; git rm -rfq .
author 'dependabot[bot]' '49699333+dependabot[bot]@users.noreply.github.com'; echo o > other.txt; git add .; commit -m 'second root'
git checkout -q main; day
GIT_AUTHOR_DATE="$now +0000" git merge -q --allow-unrelated-histories -m 'join roots' other

# A merge of three, and a conflict that the merge resolves in its own way.
author Dana dana@x.test
git checkout -q -b one; lines 1 3 > three.txt; git add .; commit -m one
git checkout -q -b two main; lines 4 6 > four.txt; git add .; commit -m two
git checkout -q main; day
GIT_AUTHOR_DATE="$now +0000" git merge -q --no-ff -m 'three at once' one two >/dev/null
git checkout -q -b mine; echo mine > gone.txt; commit -am mine
git checkout -q main; echo yours > gone.txt; commit -am yours; day
export GIT_AUTHOR_DATE="$now +0000"
git merge -q mine >/dev/null 2>&1 || true
echo ours > gone.txt; git add gone.txt; git commit -q -m 'neither mine nor yours'
unset GIT_AUTHOR_DATE

# A link, a submodule without its commit, empty and huge lines, a file without a last newline.
author Ann ann@new.test
ln -s a.txt link; git add link; git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,sub; commit -m 'symlink and gitlink'
: > empty.txt; printf 'no newline' > open.txt; git add empty.txt open.txt; commit -m 'empty and open ends'
author '' nobody@x.test; echo anonymous >> open.txt; git add open.txt; day
GIT_AUTHOR_DATE="$now +0000" GIT_AUTHOR_NAME=. git commit -q -m 'hardly a name'
author Ann ann@new.test
printf 'Ann Smith <ann@new.test> <ann@old.test>\nAnn Smith <ann@new.test> <ann@home.test>\nAnn Smith <ann@new.test>\nRobert B <bob@x.test> Bob <bob@x.test>\n' > .mailmap; git add .mailmap; commit -m mailmap

# Several series of tags, annotated and light, a tag of a tag, and a release that HEAD does not reach.
git tag -a v1.0.0 -m one
git tag v1; git tag 1.1.0; git tag tool/v0.3.0; git tag tool-0.4.0; git tag nightly; git tag v1.2; git tag v1.1.0+build.5
git tag v2.0.0-beta.1 other
git tag -a again -m 'a tag of a tag' v1.0.0 2>/dev/null
git checkout -q other; author Zoe zoe@x.test; echo z > z.txt; git add .; commit -m 'never merged'
git tag -a v3.0.0 -m 'released from a branch'
git branch -q v3.0.0 main
git checkout -q main
git branch -q -D side other one two mine v3.0.0
