"""Fixtures of the clients suite: one engine process on a free port, and clients that know nothing but its address."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).resolve().parent / 'scripts'
STATUSES = ('SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED')
ENDED = ('SUCCEEDED', 'FAILED')
COLORS = ('red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet')
LOG_GROUP = '/aws/batch/job'
# Seconds that a job may take: an aws CLI of its own alone takes one, and the machine may be busy.
DEADLINE = 90


@dataclass(frozen=True)
class Engine:
    endpoint: str
    region: str
    account_id: str
    access_key: str
    secret_key: str


def node() -> str:
    found = shutil.which('node')
    assert found, 'node is not on the PATH'
    return found


@pytest.fixture(scope='session')
def engine():
    """The engine as the product has it, from a build of its own: nobody else's build can get in the way."""
    with tempfile.TemporaryDirectory(prefix='batch-clients-', ignore_cleanup_errors=os.name == 'nt') as folder:
        dist = Path(folder, 'dist')
        subprocess.run([node(), 'esbuild.mjs', f'--outdir={dist}', 'engine', 'worker', 'trigger'], cwd=ROOT, check=True)
        log = Path(folder, 'engine.log')
        with log.open('wb') as log_file:
            command = [node(), str(dist / 'engine.js'), '--port', '0', '--data', str(Path(folder, 'data'))]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log_file, text=True)
        assert process.stdout
        line = process.stdout.readline()
        assert line, log.read_text()
        ready = json.loads(line)
        try:
            yield Engine(
                ready['endpoint'],
                ready['region'],
                ready['accountId'],
                ready['accessKeyId'],
                ready['secretAccessKey'],
            )
        finally:
            process.terminate()
            exit_code = process.wait(30)
        errors = [entry for entry in log.read_text().splitlines() if ' error ' in entry]
        assert errors == [], 'the engine logged errors'
        assert exit_code == 0 or os.name == 'nt'


@pytest.fixture(scope='session', autouse=True)
def aws_environment(engine):
    """What a user exports, and nothing of the machine's own AWS settings: for boto3 here and for the aws CLI."""
    own = {
        'AWS_ENDPOINT_URL': engine.endpoint,
        'AWS_ACCESS_KEY_ID': engine.access_key,
        'AWS_SECRET_ACCESS_KEY': engine.secret_key,
        'AWS_DEFAULT_REGION': engine.region,
        # Files that are not there: a profile of the user must not change what is tested.
        'AWS_CONFIG_FILE': str(SCRIPTS / 'no-config'),
        'AWS_SHARED_CREDENTIALS_FILE': str(SCRIPTS / 'no-credentials'),
        # The CLI would show long answers in a pager, which waits for a key.
        'AWS_PAGER': '',
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith('AWS_')]:
            patch.delenv(name)
        for name, value in own.items():
            patch.setenv(name, value)
        yield own


@pytest.fixture(scope='session')
def batch(aws_environment):
    return boto3.client('batch')


@pytest.fixture(scope='session')
def s3(aws_environment):
    return boto3.client('s3')


@pytest.fixture(scope='session')
def logs(aws_environment):
    # Live Tail has a host prefix, and `stream-127.0.0.1` is no host.
    return boto3.client('logs', config=Config(inject_host_prefix=False))


def unique(prefix: str) -> str:
    return f'{prefix}-{uuid.uuid4().hex[:10]}'


@pytest.fixture
def bucket(s3):
    name = unique('clients')
    s3.create_bucket(Bucket=name)
    return name


def make_queue(batch, max_vcpus: int) -> str:
    name = unique('clients')
    batch.create_compute_environment(
        computeEnvironmentName=name,
        type='MANAGED',
        computeResources={
            'type': 'EC2',
            'minvCpus': 0,
            'maxvCpus': max_vcpus,
            'instanceTypes': ['optimal'],
            'instanceRole': 'ecsInstanceRole',
            'subnets': ['subnet-1'],
            'securityGroupIds': ['sg-1'],
        },
    )
    batch.create_job_queue(
        jobQueueName=name,
        priority=1,
        computeEnvironmentOrder=[{'order': 1, 'computeEnvironment': name}],
    )
    return name


@pytest.fixture(scope='session')
def queue(batch):
    """A queue in which no job of these tests has to wait for another."""
    return make_queue(batch, 64)


def register(batch, command, name=None, **rest) -> str:
    """Registers a definition that runs on this machine. Returns its name."""
    name = name or unique('clients')
    batch.register_job_definition(
        jobDefinitionName=name,
        type='container',
        containerProperties={
            'image': 'host',
            'command': command,
            'resourceRequirements': [{'type': 'VCPU', 'value': '1'}, {'type': 'MEMORY', 'value': '64'}],
            **rest.pop('containerProperties', {}),
        },
        **rest,
    )
    return name


@pytest.fixture(scope='session')
def shell(batch):
    """A definition that runs its parameter `script` in a shell."""
    return register(batch, ['sh', '-c', 'Ref::script'], parameters={'script': 'true'})


@pytest.fixture
def submit(batch, queue, shell):
    """Submits a shell script as a job. Returns its id."""

    def run(script, **rest):
        request = {'jobName': 'clients', 'jobQueue': queue, 'jobDefinition': shell, **rest}
        return batch.submit_job(parameters={'script': script}, **request)['jobId']

    return run


def describe(batch, job_id):
    jobs = batch.describe_jobs(jobs=[job_id])['jobs']
    assert len(jobs) == 1, f'DescribeJobs does not know {job_id}'
    return jobs[0]


def until(what, condition, deadline=DEADLINE):
    """Looks until the condition gives something true, and returns that. boto3 has no waiters for Batch."""
    end = time.monotonic() + deadline
    pause = 0.01
    while not (result := condition()):
        assert time.monotonic() < end, f'Waited {deadline} s in vain: {what}'
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)
    return result


def wait_for(batch, job_id, *statuses):
    """Waits until the job is in one of these states (by default: has ended). Returns the job."""
    wanted = statuses or ENDED

    def look():
        job = describe(batch, job_id)
        if job['status'] in ENDED and job['status'] not in wanted:
            pytest.fail(f'{job_id} ended as {job["status"]}: {job.get("statusReason")} {job.get("container")}')
        return job if job['status'] in wanted else None

    return until(f'{job_id} is {" or ".join(wanted)}', look)


def log_of(logs, job):
    """The messages of the latest attempt of a job, through all pages."""
    request = {
        'logGroupName': LOG_GROUP,
        'logStreamName': job['container']['logStreamName'],
        'startFromHead': True,
    }
    messages = []
    while True:
        answer = logs.get_log_events(**request)
        messages += [event['message'] for event in answer['events']]
        if answer['nextForwardToken'] == request.get('nextToken'):
            return messages
        request['nextToken'] = answer['nextForwardToken']


def rainbow(colors=COLORS) -> bytes:
    return ''.join(f'My favorite color of the rainbow is {color}.\n' for color in colors).encode()


def aws(*words, check=True, timeout=DEADLINE, **rest):
    """Runs the aws CLI. Returns what it wrote to stdout, or the whole process where it may fail."""
    done = subprocess.run(
        [shutil.which('aws') or 'aws', *map(str, words)], capture_output=True, text=True, timeout=timeout, **rest
    )
    if not check:
        return done
    assert done.returncode == 0, f'aws {" ".join(map(str, words))}: {done.stdout}{done.stderr}'
    return done.stdout


@pytest.fixture(scope='session')
def cli_version(aws_environment) -> int:
    """1 or 2: they differ in what they have (`aws logs tail`) more than in how they behave."""
    return int(aws('--version').split('/')[1].split('.')[0])


def first_line_of(command, wanted, trigger):
    """Starts a command that follows something, runs the trigger, waits for a line with this text, ends the command."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    seen = []
    found = threading.Event()

    def read():
        for line in process.stdout:
            seen.append(line)
            if wanted in line:
                found.set()
                return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        trigger()
        assert found.wait(DEADLINE), f'{command} showed {seen}, and its exit code is {process.poll()}'
    finally:
        process.kill()
        process.wait()
    return next(line for line in seen if wanted in line)


def python_command(*words):
    return [sys.executable, *map(str, words)]
