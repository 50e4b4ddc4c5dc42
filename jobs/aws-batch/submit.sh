#!/usr/bin/env bash
# Reads the shards of a plan as an array job of AWS Batch, and merges them when all are done.
#
#   jobs/aws-batch/submit.sh QUEUE 32
#
# The job definitions shards.json and merge.json are registered first, with your image and file system in them:
#   aws batch register-job-definition --cli-input-json file://shards.json
# QUEUE is a job queue; 32 is the number of shards of the plan, which is 2 to 10,000 for an array job.
set -euo pipefail

if [ $# -ne 2 ]; then
    sed --quiet 's/^# \{0,1\}//; 2,8p' "$0" >&2
    exit 64
fi
array=$(aws batch submit-job --job-name waybill-shards --job-queue "$1" --job-definition waybill-shards \
    --array-properties "size=$2" --query jobId --output text)
merge=$(aws batch submit-job --job-name waybill-merge --job-queue "$1" --job-definition waybill-merge \
    --depends-on "jobId=$array" --query jobId --output text)
printf 'array %s\nmerge %s\n' "$array" "$merge"
