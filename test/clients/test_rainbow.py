"""The whole rainbow by hand, as somebody does it who knows boto3 and AWS Batch."""

import pytest
from conftest import (
    COLORS,
    LOG_GROUP,
    SCRIPTS,
    STATUSES,
    describe,
    log_of,
    make_queue,
    python_command,
    rainbow,
    register,
    unique,
    until,
    wait_for,
)


@pytest.fixture(scope='module')
def run(batch, s3, logs, tmp_path_factory):
    """Uploads, registers, submits the array and the merge, waits: what all tests of this file look at."""
    folder = tmp_path_factory.mktemp('rainbow')
    bucket = unique('rainbow')
    queue = make_queue(batch, 2)
    s3.create_bucket(Bucket=bucket)
    source = folder / 'color.txt'
    source.write_text('\n'.join(COLORS))
    s3.upload_file(str(source), bucket, 'run1/color.txt')
    split = register(
        batch,
        python_command(SCRIPTS / 'split.py', 'Ref::bucket', 'Ref::run'),
        parameters={'run': 'run1'},
        tags={'team': 'rainbow'},
    )
    merge = register(batch, python_command(SCRIPTS / 'merge.py', 'Ref::bucket', 'Ref::run', 'Ref::count'))
    array = batch.submit_job(
        jobName='rainbow-split',
        jobQueue=queue,
        jobDefinition=split,
        arrayProperties={'size': len(COLORS)},
        parameters={'bucket': bucket},
    )
    joined = batch.submit_job(
        jobName='rainbow-merge',
        jobQueue=queue,
        jobDefinition=merge,
        dependsOn=[{'jobId': array['jobId']}],
        parameters={'bucket': bucket, 'run': 'run1', 'count': str(len(COLORS))},
    )
    before = describe(batch, joined['jobId'])
    wait_for(batch, joined['jobId'], 'SUCCEEDED')
    return {
        'bucket': bucket,
        'queue': queue,
        'split': split,
        'array': array,
        'merge': joined,
        'merge_before': before,
        'folder': folder,
    }


def test_result_is_the_rainbow_in_order(run, s3):
    target = run['folder'] / 'mycolor'
    s3.download_file(run['bucket'], 'run1/mycolor', str(target))
    assert target.read_bytes() == rainbow()


def test_merge_waited_for_the_array(run, batch):
    assert run['merge_before']['status'] == 'PENDING'
    assert run['merge_before']['dependsOn'] == [{'jobId': run['array']['jobId']}]
    merge = describe(batch, run['merge']['jobId'])
    children = batch.describe_jobs(jobs=[f'{run["array"]["jobId"]}:{index}' for index in range(7)])['jobs']
    assert [child['arrayProperties']['index'] for child in children] == list(range(7))
    assert merge['startedAt'] >= max(child['stoppedAt'] for child in children)


def test_array_tells_how_its_children_ended(run, batch):
    array = describe(batch, run['array']['jobId'])
    assert array['status'] == 'SUCCEEDED'
    assert array['arrayProperties']['size'] == 7

    def summary():
        return describe(batch, run['array']['jobId'])['arrayProperties']['statusSummary']

    # It lags a little behind the states of the children.
    until('the summary knows all children', lambda: summary()['SUCCEEDED'] == 7)
    assert set(summary()) == set(STATUSES) and sum(summary().values()) == 7
    assert array['jobDefinition'].endswith(f':job-definition/{run["split"]}:1')
    assert array['jobQueue'].endswith(f':job-queue/{run["queue"]}')
    assert isinstance(array['createdAt'], int) and array['stoppedAt'] > array['createdAt']


def test_list_jobs_pages_over_every_status(run, batch):
    pages = batch.get_paginator('list_jobs')

    def ids(**selector):
        return [
            (job['jobId'], status)
            for status in STATUSES
            for page in pages.paginate(jobStatus=status, PaginationConfig={'PageSize': 3}, **selector)
            for job in page['jobSummaryList']
        ]

    array, merge = run['array']['jobId'], run['merge']['jobId']
    assert ids(jobQueue=run['queue']) == [(merge, 'SUCCEEDED'), (array, 'SUCCEEDED')]
    assert ids(arrayJobId=array) == [(f'{array}:{index}', 'SUCCEEDED') for index in range(7)]


def test_logs_of_every_child(run, batch, logs):
    children = batch.describe_jobs(jobs=[f'{run["array"]["jobId"]}:{index}' for index in range(7)])['jobs']
    streams = [child['container']['logStreamName'] for child in children]
    assert all(stream.startswith(f'{run["split"]}/default/') for stream in streams)
    assert len(set(streams)) == 7
    for child, color in zip(children, COLORS):
        assert log_of(logs, child) == [f'My favorite color of the rainbow is {color}.']
    pages = logs.get_paginator('filter_log_events').paginate(
        logGroupName=LOG_GROUP, logStreamNames=streams, PaginationConfig={'PageSize': 2}
    )
    events = [event for page in pages for event in page['events']]
    assert sorted(event['message'] for event in events) == sorted(rainbow().decode().splitlines())
    assert [event['timestamp'] for event in events] == sorted(event['timestamp'] for event in events)
    assert len({event['eventId'] for event in events}) == 7


def test_tags_of_the_definition(run, batch):
    (definition,) = batch.describe_job_definitions(jobDefinitionName=run['split'], status='ACTIVE')['jobDefinitions']
    assert definition['tags'] == {'team': 'rainbow'}
    arn = definition['jobDefinitionArn']
    assert batch.list_tags_for_resource(resourceArn=arn)['tags'] == {'team': 'rainbow'}
    batch.tag_resource(resourceArn=arn, tags={'stage': 'test', 'a/b': 'ü &='})
    batch.untag_resource(resourceArn=arn, tagKeys=['team', 'a/b'])
    assert batch.list_tags_for_resource(resourceArn=arn)['tags'] == {'stage': 'test'}
