#!/usr/bin/env bash
# Makes a Debian package of the release: the binary, its man page, completions, systemd units and sample jobs.
#
#   jobs/package.sh [FOLDER]      builds what is needed and leaves waybill_<version>_<architecture>.deb in FOLDER (dist)
#
# WAYBILL is a release binary to pack in place of a new one.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(realpath --canonicalize-missing "${1:-dist}")

if [ -z "${WAYBILL:-}" ]; then
    bash jobs/install-packages.sh build
    bash jobs/build.sh
    WAYBILL=$PWD/.build-release/release/waybill
fi
bash jobs/install-packages.sh package
version=$("$WAYBILL" --version)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/waybill
put() { install -D --mode="$1" "$2" "$root/$3"; }

put 755 "$WAYBILL" usr/bin/waybill
strip --strip-unneeded "$root/usr/bin/waybill"
put 755 jobs/send-updates.sh usr/lib/waybill/send-updates.sh
put 644 docs/man/waybill.1 usr/share/man/man1/waybill.1
gzip --best --no-name "$root/usr/share/man/man1/waybill.1"
put 644 docs/completions/waybill.bash usr/share/bash-completion/completions/waybill
put 644 docs/completions/_waybill usr/share/zsh/vendor-completions/_waybill
put 644 docs/completions/waybill.fish usr/share/fish/vendor_completions.d/waybill.fish
for unit in jobs/systemd/*; do
    # Where the package puts the program, whatever the units of a checkout name.
    sed 's|/usr/local/bin/waybill|/usr/bin/waybill|g' "$unit" >"$work/unit"
    put 644 "$work/unit" "usr/lib/systemd/system/${unit##*/}"
done
for job in jobs/*.yaml; do put 644 "$job" "usr/share/doc/waybill/examples/${job##*/}"; done
put 644 README.md usr/share/doc/waybill/README.md
cp --recursive docs "$root/usr/share/doc/waybill/"
rm -r "$root"/usr/share/doc/waybill/docs/{man,completions}
mkdir -p "$root/usr/share/waybill"
cp --recursive schemas "$root/usr/share/waybill/"
find "$root" -type d -exec chmod 755 {} + && find "$root/usr/share" -type f -exec chmod 644 {} +

# What the binary is linked with, by the packages that hold it.
mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: waybill\n\nPackage: waybill\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/waybill" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cat >"$root/DEBIAN/control" <<END
Package: waybill
Version: $version
Architecture: $architecture
Maintainer: The Waybill project <waybill@example.com>
Installed-Size: $(du --summarize --block-size=1024 "$root" | cut -f1)
Depends: $depends, tzdata
Recommends: curl, jq, util-linux
Section: utils
Priority: optional
Description: orders in, shipment updates out, for shops with several channels
 Reads the order exports of sales channels and the labels bought for them from
 a folder, writes normalized orders, and for each channel the message that an
 order has shipped. A batch job: no server, no database.
END
mkdir -p "$target"
dpkg-deb --root-owner-group --build "$root" "$target/waybill_${version}_$architecture.deb" >/dev/null
echo "$target/waybill_${version}_$architecture.deb"
