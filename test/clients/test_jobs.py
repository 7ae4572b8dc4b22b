"""What Batch does with jobs, seen through boto3: parameters, dependencies, retries, cancelling, the queue's snapshot."""

import pytest
from botocore.exceptions import ClientError
from conftest import LOG_GROUP, describe, log_of, make_queue, unique, until, wait_for


def test_parameters_and_environment_reach_the_command(batch, logs, submit, engine):
    job_id = submit(
        'echo "$GREETING $AWS_BATCH_JOB_ID $AWS_BATCH_JOB_ATTEMPT $AWS_BATCH_JQ_NAME $AWS_ENDPOINT_URL"; echo "ü" >&2',
        containerOverrides={'environment': [{'name': 'GREETING', 'value': 'hello'}]},
        tags={'who': 'me'},
    )
    job = wait_for(batch, job_id, 'SUCCEEDED')
    queue = job['jobQueue'].split('/')[-1]
    assert log_of(logs, job) == [f'hello {job_id} 1 {queue} {engine.endpoint}', 'ü']
    assert job['container']['exitCode'] == 0
    assert job['tags'] == {'who': 'me'}
    assert {'name': 'GREETING', 'value': 'hello'} in job['container']['environment']


def test_n_to_n_lets_each_child_wait_for_its_own(batch, submit, tmp_path):
    gate = tmp_path / 'gate'
    wait = f'[ "$AWS_BATCH_JOB_ARRAY_INDEX" = 0 ] || until [ -e {gate} ]; do sleep 0.05; done'
    first = submit(wait, arrayProperties={'size': 2})
    second = submit('true', arrayProperties={'size': 2}, dependsOn=[{'jobId': first, 'type': 'N_TO_N'}])
    wait_for(batch, f'{second}:0', 'SUCCEEDED')
    assert describe(batch, f'{second}:1')['status'] == 'PENDING'
    gate.touch()
    wait_for(batch, second, 'SUCCEEDED')


def test_sequential_children_run_one_after_another(batch, submit):
    array = submit('true', arrayProperties={'size': 3}, dependsOn=[{'type': 'SEQUENTIAL'}])
    wait_for(batch, array, 'SUCCEEDED')
    children = batch.describe_jobs(jobs=[f'{array}:{index}' for index in range(3)])['jobs']
    for earlier, later in zip(children, children[1:]):
        assert later['startedAt'] >= earlier['stoppedAt']


def test_a_failure_takes_its_dependents_with_it(batch, submit):
    array = submit('exit $AWS_BATCH_JOB_ARRAY_INDEX', arrayProperties={'size': 3})
    merge = submit('true', dependsOn=[{'jobId': array}])
    after = submit('true', dependsOn=[{'jobId': merge}])
    assert 'Dependent Job failed' in wait_for(batch, merge, 'FAILED')['statusReason']
    job = wait_for(batch, after, 'FAILED')
    assert job['attempts'] == [] and 'startedAt' not in job
    failed = batch.list_jobs(arrayJobId=array, jobStatus='FAILED')['jobSummaryList']
    assert [(job['jobId'], job['container']['exitCode']) for job in failed] == [(f'{array}:1', 1), (f'{array}:2', 2)]


def test_evaluate_on_exit_chooses_what_is_tried_again(batch, logs, submit):
    job_id = submit(
        'echo attempt $AWS_BATCH_JOB_ATTEMPT; [ $AWS_BATCH_JOB_ATTEMPT = 3 ] && exit 4; exit 3',
        retryStrategy={
            'attempts': 9,
            'evaluateOnExit': [
                {'onExitCode': '3', 'action': 'RETRY'},
                {'onReason': '*', 'action': 'EXIT'},
                {'onExitCode': '*', 'action': 'EXIT'},
            ],
        },
    )
    job = wait_for(batch, job_id, 'FAILED')
    assert [attempt['container']['exitCode'] for attempt in job['attempts']] == [3, 3, 4]
    streams = [attempt['container']['logStreamName'] for attempt in job['attempts']]
    assert len(set(streams)) == 3
    messages = [
        event['message']
        for stream in streams
        for event in logs.get_log_events(logGroupName=LOG_GROUP, logStreamName=stream)['events']
    ]
    assert messages == ['attempt 1', 'attempt 2', 'attempt 3']


def test_timeout_is_kept_and_checked(batch, submit):
    job_id = submit('true', timeout={'attemptDurationSeconds': 60})
    assert describe(batch, job_id)['timeout'] == {'attemptDurationSeconds': 60}
    with pytest.raises(batch.exceptions.ClientException):
        submit('true', timeout={'attemptDurationSeconds': 59})


def test_cancel_and_terminate(batch, logs, submit):
    running = submit('echo started; exec sleep 600')
    waiting = submit('true', dependsOn=[{'jobId': running}])
    wait_for(batch, running, 'RUNNING')
    # A job that depends on another is marked at once, and ends when the other has ended.
    batch.cancel_job(jobId=waiting, reason='no longer wanted')
    assert [describe(batch, waiting)[field] for field in ('status', 'isCancelled')] == ['PENDING', True]
    until('it has written', lambda: log_of(logs, describe(batch, running)) == ['started'])
    # A job that runs is not cancelled, only terminated.
    batch.cancel_job(jobId=running, reason='too late')
    assert describe(batch, running)['status'] == 'RUNNING'
    batch.terminate_job(jobId=running, reason='enough')
    job = wait_for(batch, running, 'FAILED')
    assert (job['statusReason'], job['isTerminated'], job['container']['exitCode']) == ('enough', True, 143)
    assert wait_for(batch, waiting, 'FAILED')['statusReason'] == 'no longer wanted'


def test_terminating_an_array_ends_its_children(batch, submit):
    array = submit('exec sleep 600', arrayProperties={'size': 3})
    wait_for(batch, f'{array}:2', 'RUNNING')
    batch.terminate_job(jobId=array, reason='enough')
    wait_for(batch, array, 'FAILED')
    failed = batch.list_jobs(arrayJobId=array, jobStatus='FAILED')['jobSummaryList']
    assert [job['statusReason'] for job in failed] == ['enough'] * 3


def test_snapshot_shows_what_is_next(batch, submit, tmp_path):
    queue = make_queue(batch, 1)
    gate = tmp_path / 'gate'
    running = submit(f'until [ -e {gate} ]; do sleep 0.05; done', jobQueue=queue)
    wait_for(batch, running, 'RUNNING')
    waiting = [submit('true', jobQueue=queue) for _ in range(3)]

    def front():
        snapshot = batch.get_job_queue_snapshot(jobQueue=queue)
        return [job['jobArn'].split('/')[-1] for job in snapshot['frontOfQueue']['jobs']]

    until('all three wait', lambda: front() == waiting)
    listed = batch.list_jobs(jobQueue=queue, jobStatus='RUNNABLE')['jobSummaryList']
    assert [job['jobId'] for job in listed] == waiting[::-1]
    batch.cancel_job(jobId=waiting[1], reason='out of turn')
    assert wait_for(batch, waiting.pop(1), 'FAILED')['statusReason'] == 'out of turn'
    gate.touch()
    for job_id in waiting:
        wait_for(batch, job_id, 'SUCCEEDED')
    assert front() == []


def test_jobs_are_found_by_filter(batch, queue, submit):
    prefix = unique('filter')
    ids = [submit('true', jobName=f'{prefix}-{n}') for n in range(5)]
    pages = batch.get_paginator('list_jobs').paginate(
        jobQueue=queue,
        filters=[{'name': 'JOB_NAME', 'values': [f'{prefix}*']}],
        PaginationConfig={'PageSize': 2},
    )
    assert [job['jobId'] for page in pages for job in page['jobSummaryList']] == ids[::-1]


def test_an_image_that_cannot_run_says_what_to_do(batch, queue):
    name = unique('image')
    batch.register_job_definition(
        jobDefinitionName=name,
        type='container',
        containerProperties={
            'image': 'busybox',
            'command': ['true'],
            'resourceRequirements': [{'type': 'VCPU', 'value': '1'}, {'type': 'MEMORY', 'value': '64'}],
        },
    )
    job = wait_for(batch, batch.submit_job(jobName='x', jobQueue=queue, jobDefinition=name)['jobId'], 'FAILED')
    assert job['container']['reason'].startswith('CannotPullContainerError')
    assert 'host' in job['container']['reason']
    assert 'exitCode' not in job['container']


def test_a_life_of_the_control_plane(batch):
    name = make_queue(batch, 4)
    (queue,) = batch.describe_job_queues(jobQueues=[name])['jobQueues']
    assert (queue['state'], queue['status']) == ('ENABLED', 'VALID')
    with pytest.raises(batch.exceptions.ClientException):
        batch.delete_job_queue(jobQueue=name)
    with pytest.raises(batch.exceptions.ClientException):
        batch.delete_compute_environment(computeEnvironment=name)
    batch.update_job_queue(jobQueue=name, state='DISABLED', priority=7)
    (queue,) = batch.describe_job_queues(jobQueues=[queue['jobQueueArn']])['jobQueues']
    assert (queue['state'], queue['priority']) == ('DISABLED', 7)
    with pytest.raises(ClientError, match='DISABLED|disabled'):
        batch.submit_job(jobName='x', jobQueue=name, jobDefinition='pipeline-split')
    batch.delete_job_queue(jobQueue=name)
    gone = lambda queues: all(queue['status'] == 'DELETED' for queue in queues)  # noqa: E731
    until('the queue is gone', lambda: gone(batch.describe_job_queues(jobQueues=[name])['jobQueues']))
    batch.update_compute_environment(computeEnvironment=name, state='DISABLED')
    batch.delete_compute_environment(computeEnvironment=name)
    until(
        'the environment is gone',
        lambda: gone(batch.describe_compute_environments(computeEnvironments=[name])['computeEnvironments']),
    )


def test_lists_of_the_control_plane_page(batch, queue, shell):
    make_queue(batch, 1)

    def names(operation, result, field, **request):
        pages = batch.get_paginator(operation).paginate(PaginationConfig={'PageSize': 1}, **request)
        return [item[field] for page in pages for item in page[result]]

    queues = names('describe_job_queues', 'jobQueues', 'jobQueueName')
    assert {'local', queue} <= set(queues) and len(queues) == len(set(queues))
    environments = names('describe_compute_environments', 'computeEnvironments', 'computeEnvironmentName')
    assert {'local', queue} <= set(environments)
    definitions = names('describe_job_definitions', 'jobDefinitions', 'jobDefinitionName')
    assert {'pipeline-split', 'pipeline-merge', shell} <= set(definitions)


def test_revisions(batch, shell):
    name = unique('revisions')
    container = {
        'image': 'host',
        'command': ['true'],
        'resourceRequirements': [{'type': 'VCPU', 'value': '1'}, {'type': 'MEMORY', 'value': '64'}],
    }
    for revision in (1, 2):
        answer = batch.register_job_definition(
            jobDefinitionName=name, type='container', containerProperties=container
        )
        assert answer['revision'] == revision
    batch.deregister_job_definition(jobDefinition=f'{name}:2')
    active = batch.describe_job_definitions(jobDefinitionName=name, status='ACTIVE')['jobDefinitions']
    assert [definition['revision'] for definition in active] == [1]
