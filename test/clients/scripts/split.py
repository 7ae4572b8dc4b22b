"""A child of the array, as a boto3 user writes it: `split.py BUCKET RUN`."""

import os
import sys

import boto3

bucket, run = sys.argv[1:]
index = int(os.environ['AWS_BATCH_JOB_ARRAY_INDEX'])
s3 = boto3.client('s3')
lines = s3.get_object(Bucket=bucket, Key=f'{run}/color.txt')['Body'].read().decode().splitlines()
sentence = f'My favorite color of the rainbow is {lines[index]}.'
s3.put_object(Bucket=bucket, Key=f'{run}/parts/line{index + 1}', Body=f'{sentence}\n'.encode())
print(sentence)
