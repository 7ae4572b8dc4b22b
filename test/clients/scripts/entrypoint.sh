#!/bin/sh
# Job 2 of the tutorial: joins the sentences in the order of their lines.
# Wants BUCKET, RUN and COUNT (how many sentences there must be: a missing one is an error, a stale one is left out).
set -eu
aws s3 cp --only-show-errors --recursive "s3://$BUCKET/$RUN/parts/" parts
line=1
while [ "$line" -le "$COUNT" ]; do
  cat "parts/line$line"
  line=$((line + 1))
done >mycolor
aws s3 cp --only-show-errors mycolor "s3://$BUCKET/$RUN/mycolor"
