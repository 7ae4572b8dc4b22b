# Makes one of each kind of resource with boto3, and prints their names: make_batch.py ENDPOINT REGION ROLE_ARN
import json
import sys

import boto3

endpoint, region, role = sys.argv[1:]
batch = boto3.client(
    "batch", endpoint_url=endpoint, region_name=region, aws_access_key_id="moto", aws_secret_access_key="moto"
)
batch.create_compute_environment(
    computeEnvironmentName="theirs", type="UNMANAGED", state="ENABLED", serviceRole=role
)
batch.create_job_queue(
    jobQueueName="their-queue",
    state="ENABLED",
    priority=7,
    computeEnvironmentOrder=[{"order": 1, "computeEnvironment": "theirs"}],
)
for image in ("busybox", "python:3"):
    batch.register_job_definition(
        jobDefinitionName="their-definition",
        type="container",
        containerProperties={
            "image": image,
            "command": ["true"],
            "resourceRequirements": [{"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "128"}],
        },
    )
jobs = [
    batch.submit_job(jobName=f"job-{n}", jobQueue="their-queue", jobDefinition="their-definition")["jobId"]
    for n in range(3)
]
print(json.dumps(jobs))
