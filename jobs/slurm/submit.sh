#!/usr/bin/env bash
# Plans a migration, reads its shards as a job array, and merges them when all are done.
#
#   jobs/slurm/submit.sh migration.yaml 32                   plan, array, merge
#   jobs/slurm/submit.sh migration.yaml plan.manifest        the array and the merge once more: shards that are done end at once
#
# All nodes must see the job's folders under the same path. WAYBILL is the command (default: waybill); SBATCH_OPTIONS are
# handed to both jobs, such as "--partition=long --account=shop". Prints the ids of the two jobs.
set -euo pipefail

if [ $# -ne 2 ]; then
    sed --quiet 's/^# \{0,1\}//; 2,8p' "$0" >&2
    exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
job=$(realpath "$1")
export WAYBILL=${WAYBILL:-waybill} JOB=$job MANIFEST
read -r -a options <<<"${SBATCH_OPTIONS:-}"

case $2 in
*[!0-9]* | '') MANIFEST=$(realpath "$2") ;;
*)
    MANIFEST=$(dirname "$job")/plan-$(date --utc +%Y%m%dT%H%M%SZ).manifest
    "$WAYBILL" plan "$JOB" --shards "$2" --output "$MANIFEST" >&2
    ;;
esac
shards=$(awk -F '\t' '$1 == "shards" { print $2; exit }' "$MANIFEST")

array=$(sbatch --parsable "${options[@]}" --array="0-$((shards - 1))" "$here/shards.sbatch")
# afterok: the merge starts only if every task has ended with 0. Otherwise it is withdrawn; see docs/migrating-history.md.
merge=$(sbatch --parsable "${options[@]}" --dependency="afterok:$array" --kill-on-invalid-dep=yes "$here/merge.sbatch")
printf 'array %s\nmerge %s\nmanifest %s\n' "$array" "$merge" "$MANIFEST"
