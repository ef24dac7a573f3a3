#!/bin/sh
# Peers that this Debian does not have, from Debian's unstable branch into a folder of their own: Asterisk, and a SIPp that speaks TLS.
#
#   interop/sid.sh            fetches them unless they are there
#   interop/sid.sh --check    exits 0 if they are there, 1 with the reason if not
#   interop/sid.sh --where    prints the folder
#
# Nothing is installed: the packages are unpacked, with the C library that they were made for, and run through its loader. So nobody
# needs to be root, nothing is mounted, and the machine's own packages stay as they are. apt checks the archive's signatures as ever.
set -u

folder=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/ringdown/debian-sid
packages='asterisk asterisk-modules sip-tester'
# With every change of this list or of how it is unpacked: another number, so that an older folder is not taken for this one.
stamp=$folder/complete-1

case ${1:-} in
    --where) echo "$folder" && exit ;;
    --check)
        [ -f "$stamp" ] && exit 0
        [ -f "$folder/why" ] && cat "$folder/why" || echo "interop/sid.sh was not run"
        exit 1
        ;;
esac
[ -f "$stamp" ] && exit 0

mkdir -p "$folder" || exit 1
exec 9>"$folder/lock"
flock 9 # another checkout may be fetching the same
[ -f "$stamp" ] && exit 0

fail() {
    echo "$*; see $folder/log" | tee "$folder/why" >&2
    exit 1
}

# The mirror that this machine's own apt uses.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep '/debian/*$' | head -n 1)
[ -n "$mirror" ] || fail "apt knows no Debian mirror"

apt=$folder/apt
rm -rf "$apt" "$folder/root" "$folder/why"
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/none" "$folder/root" || exit 1
: >"$apt/status" # as if nothing were installed: everything that the programs need comes along
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/sources.list"
cat >"$apt/apt.conf" <<CONF
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/none";
Dir::Etc::preferences "$apt/none/preferences";
Dir::Etc::preferencesparts "$apt/none";
APT::Sandbox::User "";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
# A mirror may be a frozen copy, whose index is older than sid's indexes want to be.
Acquire::Check-Valid-Until "false";
CONF
export APT_CONFIG="$apt/apt.conf"

apt-get update -q >"$folder/log" 2>&1 || fail "Debian sid's index cannot be read from $mirror"
# shellcheck disable=SC2086 # several packages
apt-get install -qy --download-only $packages >>"$folder/log" 2>&1 || fail "Debian sid's $packages cannot be fetched from $mirror"
for package in "$apt"/archives/*.deb; do
    dpkg-deb -x "$package" "$folder/root" >>"$folder/log" 2>&1 || fail "$package cannot be unpacked"
done
rm -rf "$apt" "$folder/root/usr/share/doc" "$folder/root/usr/share/icons" "$folder/root/usr/share/locale"
touch "$stamp"
