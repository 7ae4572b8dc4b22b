"""The rainbow with the aws CLI alone, as a user types it, with nothing set but the endpoint, a region and two keys."""

import json
import os
import shutil
import urllib.request

import pytest
from conftest import COLORS, LOG_GROUP, SCRIPTS, aws, first_line_of, python_command, rainbow, unique, wait_for


def ask(*words):
    """The answer of the CLI, which is JSON unless it has nothing to say."""
    return json.loads(aws(*words, '--output', 'json'))


@pytest.fixture(scope='module')
def run(tmp_path_factory):
    """mb, cp, register-job-definition, submit-job twice."""
    folder = tmp_path_factory.mktemp('cli')
    bucket = unique('cli')
    (folder / 'color.txt').write_text('\n'.join(COLORS))
    aws('s3', 'mb', f's3://{bucket}')
    aws('s3', 'cp', folder / 'color.txt', f's3://{bucket}/run/color.txt')
    names = {}
    for kind, words in (('split', []), ('merge', [str(len(COLORS))])):
        container = {
            'image': 'host',
            'command': python_command(SCRIPTS / f'{kind}.py', bucket, 'run', *words),
            'resourceRequirements': [{'type': 'VCPU', 'value': '1'}, {'type': 'MEMORY', 'value': '64'}],
        }
        names[kind] = unique(f'cli-{kind}')
        registered = ask(
            'batch', 'register-job-definition', '--job-definition-name', names[kind], '--type', 'container',
            '--container-properties', json.dumps(container),
        )  # fmt: skip
        assert registered['revision'] == 1
    submit = ('batch', 'submit-job', '--job-queue', 'local', '--job-name')
    array = ask(*submit, 'split', '--job-definition', names['split'], '--array-properties', f'size={len(COLORS)}')
    merge = ask(*submit, 'merge', '--job-definition', names['merge'], '--depends-on', f'jobId={array["jobId"]}')
    return {'folder': folder, 'bucket': bucket, 'array': array['jobId'], 'merge': merge['jobId'], 'names': names}


def test_the_rainbow(run, batch):
    # Asking with the CLI takes a second each time.
    wait_for(batch, run['merge'], 'SUCCEEDED')
    asked = ask('batch', 'describe-jobs', '--jobs', run['array'], run['merge'], '--query', 'jobs[].[status,jobName]')
    assert asked == [['SUCCEEDED', 'split'], ['SUCCEEDED', 'merge']]
    target = run['folder'] / 'mycolor'
    aws('s3', 'cp', f's3://{run["bucket"]}/run/mycolor', target)
    assert target.read_bytes() == rainbow()
    listed = ask('batch', 'list-jobs', '--array-job-id', run['array'], '--job-status', 'SUCCEEDED', '--page-size', '3')
    assert len(listed['jobSummaryList']) == len(COLORS)
    listed = ask('batch', 'list-jobs', '--job-queue', 'local', '--job-status', 'SUCCEEDED')
    assert {run['array'], run['merge']} <= {job['jobId'] for job in listed['jobSummaryList']}


def test_logs_of_the_children(run, batch, cli_version):
    wait_for(batch, run['array'], 'SUCCEEDED')
    prefix = f'{run["names"]["split"]}/default/'
    events = ask('logs', 'filter-log-events', '--log-group-name', LOG_GROUP, '--log-stream-name-prefix', prefix)
    wanted = sorted(rainbow().decode().splitlines())
    assert sorted(event['message'] for event in events['events']) == wanted
    if cli_version >= 2:
        shown = aws('logs', 'tail', LOG_GROUP, '--since', '1h', '--format', 'short', '--log-stream-name-prefix', prefix)
        assert sorted(line.split(' ', 1)[1] for line in shown.splitlines()) == wanted


def test_a_log_is_followed(run, engine, cli_version, monkeypatch, submit, tmp_path):
    # The CLI says when it is ready by showing a first line, so the job writes one again and again until it is told to end.
    gate = tmp_path / 'gate'
    script = f'until [ -e {gate} ]; do echo tick; sleep 0.3; done'
    program = shutil.which('aws') or 'aws'
    if cli_version >= 2:
        command = [program, 'logs', 'tail', LOG_GROUP, '--follow']
    else:
        # This is the first version's way; its host prefix cannot be resolved before an address.
        monkeypatch.setenv('AWS_DISABLE_HOST_PREFIX_INJECTION', 'true')
        arn = f'arn:aws:logs:{engine.region}:{engine.account_id}:log-group:{LOG_GROUP}'
        command = [program, 'logs', 'start-live-tail', '--log-group-identifiers', arn]
    try:
        assert 'tick' in first_line_of(command, 'tick', lambda: submit(script))
    finally:
        gate.touch()


def test_files(run, s3, tmp_path):
    bucket = run['bucket']
    folder = tmp_path / 'folder'
    (folder / 'sub').mkdir(parents=True)
    for name in ('a.txt', 'sub/b ü.txt', 'sub/c.txt'):
        (folder / name).write_text(name, encoding='utf8')
    (folder / 'large').write_bytes(b'0123456789abcdef' * 640 * 1024)
    # S3 dates objects in whole seconds: a file that is newer by a fraction of one would be uploaded again.
    for path in folder.rglob('*'):
        os.utime(path, (0, 0))
    aws('s3', 'sync', folder, f's3://{bucket}/folder')
    assert aws('s3', 'sync', folder, f's3://{bucket}/folder', '--delete') == ''
    listing = aws('s3', 'ls', '--recursive', f's3://{bucket}/folder/')
    assert [line.split(maxsplit=3)[3] for line in listing.splitlines()] == [
        'folder/a.txt', 'folder/large', 'folder/sub/b ü.txt', 'folder/sub/c.txt',
    ]  # fmt: skip
    assert 'PRE sub/' in aws('s3', 'ls', f's3://{bucket}/folder/')
    aws('s3', 'cp', '--recursive', f's3://{bucket}/folder', f's3://{bucket}/copy')
    aws('s3', 'sync', f's3://{bucket}/copy', tmp_path / 'back')
    for name in ('a.txt', 'sub/b ü.txt', 'sub/c.txt', 'large'):
        assert (tmp_path / 'back' / name).read_bytes() == (folder / name).read_bytes(), name
    with urllib.request.urlopen(aws('s3', 'presign', f's3://{bucket}/folder/a.txt').strip(), timeout=30) as answer:
        assert answer.read() == b'a.txt'
    aws('s3', 'rm', '--recursive', f's3://{bucket}/copy')
    assert 'Contents' not in s3.list_objects_v2(Bucket=bucket, Prefix='copy')


def test_streams_and_errors(run):
    bucket = run['bucket']
    aws('s3', 'cp', '-', f's3://{bucket}/piped', input='from a pipe\n')
    assert aws('s3', 'cp', f's3://{bucket}/piped', '-') == 'from a pipe\n'
    missing = aws('s3', 'cp', f's3://{bucket}/none', '-', check=False)
    assert missing.returncode != 0 and '404' in missing.stderr
    refused = aws('batch', 'submit-job', '--job-name', 'x', '--job-queue', 'none', '--job-definition', 'x', check=False)
    assert refused.returncode != 0 and 'ClientException' in refused.stderr
    full = aws('s3', 'rb', f's3://{bucket}', check=False)
    assert full.returncode != 0 and 'BucketNotEmpty' in full.stderr
