#!/bin/sh
# Installs what the interop tests need: SIP peers, browsers, a sound server and the languages of docs/guides/tokens.md from Debian, and the browsers'
# driver from npm.
# Asterisk and a newer SIPp come from Debian's unstable branch, into a folder of their own: sid.sh.
#
#   interop/install.sh            installs what is missing (packages as root), or prints the line to type
#   interop/install.sh --check    says what is missing and exits 1, or exits 0
#
# A peer that cannot be had is no reason to do without the others: its tests fail, and say why.
set -u

here=$(cd "$(dirname "$0")" && pwd -P) || exit 1
packages='sip-tester baresip-core baresip-ffmpeg kamailio kamailio-tls-modules rtpengine-daemon linphone-cli janus chromium firefox-esr pulseaudio
libasound2-plugins openssl iproute2 iptables coturn sipvicious ffmpeg nginx libnginx-mod-rtmp libnginx-mod-stream rtmpdump python3-librtmp tshark gstreamer1.0-tools gstreamer1.0-plugins-good gstreamer1.0-plugins-bad python3 php-cli golang-go nodejs npm'

missing_packages() {
    for package in $packages; do
        case $package in # where these come from does not matter
            nodejs) command -v node >/dev/null && continue ;;
            npm) command -v npm >/dev/null && continue ;;
            python3) command -v python3 >/dev/null && continue ;;
        esac
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

driver_is_here() {
    [ -f "$here/node_modules/.package-lock.json" ] && [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]
}

missing=$(missing_packages)
driver_is_here && driver=here || driver=missing
"$here/sid.sh" --check >/dev/null && sid=here || sid=missing

if [ "${1:-}" = --check ]; then
    [ -z "$missing" ] && [ "$driver" = here ] && [ "$sid" = here ] && exit 0
    [ -n "$missing" ] && echo "missing: $missing"
    [ "$driver" = missing ] && echo "missing: the browsers' driver (npm ci in interop/)"
    [ "$sid" = missing ] && echo "missing: programs of Debian sid ($("$here/sid.sh" --check))"
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
    apt-get update -q
    $line || for package in $missing; do # all of them, or as many as there are
        apt-get install --no-install-recommends -y "$package" || failed="${failed:-} $package"
    done
fi

if [ "$driver" = missing ]; then
    (cd "$here" && npm ci --no-progress) || exit 1
    touch "$here/node_modules/.package-lock.json"
fi

[ "$sid" = here ] || "$here/sid.sh" || failed="${failed:-} asterisk sipp-with-tls"
[ -z "${failed:-}" ] || { echo "not installed:$failed" && exit 1; }
