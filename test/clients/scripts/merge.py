"""The job after the array, as a boto3 user writes it: `merge.py BUCKET RUN COUNT`."""

import sys

import boto3

bucket, run, count = sys.argv[1:]
s3 = boto3.client('s3')
keys = [f'{run}/parts/line{line}' for line in range(1, int(count) + 1)]
result = b''.join(s3.get_object(Bucket=bucket, Key=key)['Body'].read() for key in keys)
s3.put_object(Bucket=bucket, Key=f'{run}/mycolor', Body=result)
print(f'{len(keys)} parts, {len(result)} bytes')
