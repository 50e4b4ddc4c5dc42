# shellcheck shell=bash
# For scripts that need a Debian on which nothing was done yet: `debian FOLDER` makes one there, of this machine's release, with
# its way to the network, and `fresh COMMAND ...` calls a command in it. Takes root.
debian() {
    root=$1
    local mirror
    mirror=$({ sed --quiet --regexp-extended 's/^(URIs:|deb( \[[^]]*\])?) *(http[^ ]*\/debian)\/?( .*)?$/\3/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } | head -n 1)
    release=$(sed --quiet "s/^VERSION_CODENAME=//p" /etc/os-release)
    debootstrap --variant=minbase "$release" "$root" "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 ||
        { tail "$root.log" >&2 && return 1; }
    cp --dereference /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    cp --recursive /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
}

fresh() {
    # shellcheck disable=SC2086 # a path of a toolchain has no blanks
    chroot "$root" env -i PATH=${toolchain:+$toolchain/bin:}/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        ${http_proxy+http_proxy="$http_proxy"} "$@"
}
