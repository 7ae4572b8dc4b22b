"""CloudWatch Logs through boto3: pages, patterns, and Live Tail while a job writes."""

import time

import pytest
from conftest import LOG_GROUP, unique, wait_for


@pytest.fixture(scope='module')
def group(logs):
    """A group with two streams of lines, two of which are errors."""
    name = f'/clients/{unique("group")}'
    logs.create_log_group(logGroupName=name, tags={'team': 'logs'})
    now = int(time.time() * 1000) - 60_000
    for stream in ('one', 'two'):
        logs.create_log_stream(logGroupName=name, logStreamName=stream)
        events = [{'timestamp': now + n * 10, 'message': f'{stream} line {n}'} for n in range(50)]
        events[30]['message'] += ' ERROR'
        logs.put_log_events(logGroupName=name, logStreamName=stream, logEvents=events)
    return name


def test_reading_forwards_from_the_head_ends_with_the_same_token(logs, group):
    messages, token = [], None
    for pages in range(100):
        request = {'logGroupName': group, 'logStreamName': 'one', 'startFromHead': True, 'limit': 20}
        answer = logs.get_log_events(**request, **({'nextToken': token} if token else {}))
        messages += [event['message'] for event in answer['events']]
        if answer['nextForwardToken'] == token:
            break
        token = answer['nextForwardToken']
    assert [message.split()[2] for message in messages] == [str(n) for n in range(50)]
    assert pages == 3


def test_without_direction_the_newest_page_comes_first(logs, group):
    newest = logs.get_log_events(logGroupName=group, logStreamName='one', limit=5)
    assert [event['message'].split()[2] for event in newest['events']] == ['45', '46', '47', '48', '49']
    before = logs.get_log_events(
        logGroupName=group, logStreamName='one', limit=5, nextToken=newest['nextBackwardToken']
    )
    assert [event['message'].split()[2] for event in before['events']] == ['40', '41', '42', '43', '44']


def test_filter_interleaves_streams_and_takes_patterns(logs, group):
    pages = logs.get_paginator('filter_log_events')
    found = [
        event
        for page in pages.paginate(logGroupName=group, PaginationConfig={'PageSize': 7})
        for event in page['events']
    ]
    assert len(found) == 100
    assert [event['timestamp'] for event in found] == sorted(event['timestamp'] for event in found)

    def messages(**request):
        return [event['message'] for page in pages.paginate(logGroupName=group, **request) for event in page['events']]

    assert messages(filterPattern='ERROR') == ['one line 30 ERROR', 'two line 30 ERROR']
    assert messages(filterPattern='ERROR', logStreamNames=['two']) == ['two line 30 ERROR']
    assert messages(filterPattern='"line 3" -ERROR', logStreamNamePrefix='o')[0] == 'one line 3'
    assert messages(filterPattern='nothing like it') == []


def test_lists_page(logs, group):
    groups = logs.get_paginator('describe_log_groups').paginate(logGroupNamePrefix='/', PaginationConfig={'PageSize': 1})
    assert group in [item['logGroupName'] for page in groups for item in page['logGroups']]
    streams = logs.get_paginator('describe_log_streams').paginate(logGroupName=group, PaginationConfig={'PageSize': 1})
    assert [item['logStreamName'] for page in streams for item in page['logStreams']] == ['one', 'two']
    newest = logs.describe_log_streams(logGroupName=group, orderBy='LastEventTime', descending=True)['logStreams']
    assert {item['logStreamName'] for item in newest} == {'one', 'two'}
    logs.put_retention_policy(logGroupName=group, retentionInDays=7)
    (described,) = logs.describe_log_groups(logGroupNamePrefix=group)['logGroups']
    assert described['retentionInDays'] == 7
    assert logs.list_tags_for_resource(resourceArn=described['logGroupArn'])['tags'] == {'team': 'logs'}


def test_what_is_not_there(logs, group):
    with pytest.raises(logs.exceptions.ResourceNotFoundException):
        logs.get_log_events(logGroupName=group, logStreamName='none')
    with pytest.raises(logs.exceptions.ResourceNotFoundException):
        logs.filter_log_events(logGroupName='/none')
    with pytest.raises(logs.exceptions.ResourceAlreadyExistsException):
        logs.create_log_group(logGroupName=group)
    with pytest.raises(logs.exceptions.InvalidParameterException):
        logs.get_log_events(logGroupName=group, logStreamName='one', nextToken='nonsense')


def test_live_tail_shows_lines_while_a_job_writes_them(batch, logs, submit, shell, engine, tmp_path):
    gate = tmp_path / 'gate'
    job_id = submit(f'until [ -e {gate} ]; do sleep 0.05; done; echo live 1; echo quiet; echo live 2')
    job = wait_for(batch, job_id, 'RUNNING')
    arn = f'arn:aws:logs:{engine.region}:{engine.account_id}:log-group:{LOG_GROUP}'
    tail = logs.start_live_tail(
        logGroupIdentifiers=[arn],
        logStreamNamePrefixes=[f'{shell}/default/'],
        logEventFilterPattern='live',
    )
    lines = []
    for event in tail['responseStream']:
        if 'sessionStart' in event:
            assert event['sessionStart']['logGroupIdentifiers'] == [arn]
            gate.touch()
        for result in event.get('sessionUpdate', {}).get('sessionResults', []):
            assert result['logStreamName'] == job['container']['logStreamName']
            lines.append(result['message'])
        if len(lines) >= 2:
            break
    tail['responseStream'].close()
    assert lines == ['live 1', 'live 2']
    wait_for(batch, job_id, 'SUCCEEDED')
