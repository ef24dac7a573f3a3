#!/bin/sh
# Installs what the interop tests need: SIP peers, browsers and a sound server from Debian, and the browsers' driver from npm.
#
#   interop/install.sh            installs what is missing (as root), or prints the line to type
#   interop/install.sh --check    says what is missing and exits 1, or exits 0
set -u

here=$(cd "$(dirname "$0")" && pwd -P) || exit 1
packages='sip-tester baresip-core janus chromium firefox-esr pulseaudio libasound2-plugins nodejs npm'

missing_packages() {
    for package in $packages; do
        case $package in # where these come from does not matter
            nodejs) command -v node >/dev/null && continue ;;
            npm) command -v npm >/dev/null && continue ;;
        esac
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

driver_is_here() {
    [ -f "$here/node_modules/.package-lock.json" ] && [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]
}

missing=$(missing_packages)
driver_is_here && driver=here || driver=missing

if [ "${1:-}" = --check ]; then
    [ -z "$missing" ] && [ "$driver" = here ] && exit 0
    [ -n "$missing" ] && echo "missing: $missing"
    [ "$driver" = missing ] && echo "missing: the browsers' driver (npm ci in interop/)"
    exit 1
fi

if [ -n "$missing" ]; then
    line="apt-get install --no-install-recommends -y $missing"
    if [ "$(id -u)" -ne 0 ]; then
        echo "The interop tests need packages that are not installed. Type:" >&2
        echo "  sudo $line" >&2
        exit 1
    fi
    # A package that brings a daemon would start it. No test needs that, and it would hold ports; Debian asks this file first.
    # Janus and PulseAudio are started by the tests themselves.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
        trap 'rm -f "$policy"' EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && $line || exit 1
fi

if [ "$driver" = missing ]; then
    (cd "$here" && npm ci --no-progress) || exit 1
    touch "$here/node_modules/.package-lock.json"
fi
