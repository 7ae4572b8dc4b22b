#!/bin/sh
# Job 1 of the tutorial: a child of the array makes the sentence of its own line.
# Wants BUCKET and RUN (the key prefix of this run, so that two runs do not overwrite each other).
set -eu
line=$((AWS_BATCH_JOB_ARRAY_INDEX + 1))
aws s3 cp --only-show-errors "s3://$BUCKET/$RUN/color.txt" color.txt
color=$(sed -n "${line}p" color.txt)
printf 'My favorite color of the rainbow is %s.\n' "$color" | tee "line$line"
aws s3 cp --only-show-errors "line$line" "s3://$BUCKET/$RUN/parts/line$line"
