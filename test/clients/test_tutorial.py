"""The two shell scripts of the tutorial, their defects mended, on image `host` with the aws CLI inside the jobs."""

import os

import pytest
from conftest import COLORS, SCRIPTS, log_of, rainbow, register, unique, wait_for

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='the scripts want a POSIX shell')


@pytest.fixture(scope='module')
def definitions(batch):
    return [register(batch, ['sh', str(SCRIPTS / script)]) for script in ('print.sh', 'entrypoint.sh')]


def environment(**variables):
    return {'environment': [{'name': name, 'value': value} for name, value in variables.items()]}


def test_print_and_entrypoint_make_the_rainbow(batch, s3, logs, bucket, definitions, tmp_path):
    source = tmp_path / 'color.txt'
    source.write_text(''.join(f'{color}\n' for color in COLORS))
    run = unique('runs/tutorial')
    s3.upload_file(str(source), bucket, f'{run}/color.txt')
    # Stale parts of an earlier, longer run must not get into the result.
    s3.put_object(Bucket=bucket, Key=f'{run}/parts/line8', Body=b'stale\n')
    where = {'BUCKET': bucket, 'RUN': run}
    array = batch.submit_job(
        jobName='print',
        jobQueue='local',
        jobDefinition=definitions[0],
        arrayProperties={'size': len(COLORS)},
        containerOverrides=environment(**where),
    )['jobId']
    merge = batch.submit_job(
        jobName='entrypoint',
        jobQueue='local',
        jobDefinition=definitions[1],
        dependsOn=[{'jobId': array}],
        containerOverrides=environment(**where, COUNT=str(len(COLORS))),
    )['jobId']
    wait_for(batch, merge, 'SUCCEEDED')
    assert s3.get_object(Bucket=bucket, Key=f'{run}/mycolor')['Body'].read() == rainbow()
    (child,) = batch.describe_jobs(jobs=[f'{array}:3'])['jobs']
    assert log_of(logs, child) == ['My favorite color of the rainbow is green.']


def test_merge_keeps_the_order_beyond_ten_lines_and_names_a_missing_part(batch, s3, logs, bucket, definitions):
    colors = [f'color {n}' for n in range(1, 13)]
    for line, sentence in enumerate(rainbow(colors).splitlines(keepends=True), start=1):
        s3.put_object(Bucket=bucket, Key=f'run/parts/line{line}', Body=sentence)

    def merge(count, status):
        overrides = environment(BUCKET=bucket, RUN='run', COUNT=str(count))
        job = batch.submit_job(
            jobName='merge', jobQueue='local', jobDefinition=definitions[1], containerOverrides=overrides
        )
        return wait_for(batch, job['jobId'], status)

    merge(12, 'SUCCEEDED')
    assert s3.get_object(Bucket=bucket, Key='run/mycolor')['Body'].read() == rainbow(colors)
    assert 'line13' in '\n'.join(log_of(logs, merge(13, 'FAILED')))
