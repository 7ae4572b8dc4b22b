"""Errors as boto3 sees them: the class, the code and the status by which programs tell them apart."""

import boto3
import pytest
from botocore.exceptions import ClientError
from conftest import unique


def error_of(call):
    with pytest.raises(ClientError) as error:
        call()
    answer = error.value.response
    assert answer['Error']['Message'], answer
    assert answer['ResponseMetadata']['RequestId'], answer
    return answer['Error']['Code'], answer['ResponseMetadata']['HTTPStatusCode']


def test_batch(batch, queue, shell):
    client_error = ('ClientException', 400)
    job = {'jobName': 'x', 'jobQueue': queue, 'jobDefinition': shell}
    for call in [
        lambda: batch.submit_job(**{**job, 'jobQueue': 'nowhere'}),
        lambda: batch.submit_job(**{**job, 'jobDefinition': 'nothing'}),
        lambda: batch.submit_job(**{**job, 'jobName': 'no blanks'}),
        lambda: batch.submit_job(**job, arrayProperties={'size': 1}),
        lambda: batch.submit_job(**job, arrayProperties={'size': 10_001}),
        lambda: batch.submit_job(**job, dependsOn=[{'type': 'SEQUENTIAL'}]),
        lambda: batch.list_jobs(jobQueue=queue, arrayJobId='x'),
        lambda: batch.list_jobs(jobQueue=queue, nextToken='nonsense'),
        lambda: batch.register_job_definition(jobDefinitionName='x', type='container'),
        lambda: batch.create_job_queue(jobQueueName=queue, priority=1, computeEnvironmentOrder=[]),
    ]:
        assert error_of(call) == client_error
    assert issubclass(batch.exceptions.ClientException, ClientError)
    assert batch.describe_jobs(jobs=['00000000-0000-0000-0000-000000000000'])['jobs'] == []
    assert batch.describe_job_queues(jobQueues=['nowhere'])['jobQueues'] == []


def test_what_the_engine_does_not_do_says_so(batch, s3, logs, bucket):
    once = boto3.session.Config(retries={'total_max_attempts': 1})
    with pytest.raises(ClientError, match='does not implement ListConsumableResources'):
        boto3.client('batch', config=once).list_consumable_resources()
    with pytest.raises(ClientError, match='StartQuery'):
        boto3.client('logs', config=once).start_query(
            logGroupName='/x', startTime=0, endTime=1, queryString='fields @message'
        )
    # Another service than those: a wrong endpoint is seen at once.
    with pytest.raises(ClientError) as error:
        boto3.client('dynamodb', config=once).list_tables()
    assert error.value.response['ResponseMetadata']['HTTPStatusCode'] >= 400
    assert 'dynamodb' in str(error.value).lower()


def test_s3(s3, bucket):
    missing = unique('missing')
    assert error_of(lambda: s3.get_object(Bucket=bucket, Key='none')) == ('NoSuchKey', 404)
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key='none')
    assert error_of(lambda: s3.list_objects_v2(Bucket=missing)) == ('NoSuchBucket', 404)
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.put_object(Bucket=missing, Key='a')
    # A HEAD has no body: boto3 knows the status only.
    with pytest.raises(ClientError) as error:
        s3.head_object(Bucket=bucket, Key='none')
    assert error.value.response['Error']['Code'] == '404'
    assert error_of(lambda: s3.get_object(Bucket=bucket, Key='k' * 1025)) == ('KeyTooLongError', 400)
    assert error_of(lambda: s3.get_bucket_policy(Bucket=bucket)) == ('NoSuchBucketPolicy', 404)
    s3.put_object(Bucket=bucket, Key='a', Body=b'12345')
    assert error_of(lambda: s3.get_object(Bucket=bucket, Key='a', Range='bytes=9-')) == ('InvalidRange', 416)


def test_foreign_credentials(engine, batch, bucket):
    wrong_secret = {'aws_access_key_id': engine.access_key, 'aws_secret_access_key': 'wrong'}
    wrong_key = {'aws_access_key_id': 'AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key': 'wrong'}

    def codes(credentials):
        return [
            error_of(lambda: boto3.client('s3', **credentials).list_objects_v2(Bucket=bucket))[0],
            error_of(lambda: boto3.client('batch', **credentials).describe_job_queues())[0],
            error_of(lambda: boto3.client('logs', **credentials).describe_log_groups())[0],
            error_of(lambda: boto3.client('sts', **credentials).get_caller_identity())[0],
        ]

    signature = ['SignatureDoesNotMatch', 'InvalidSignatureException', 'InvalidSignatureException']
    assert codes(wrong_secret) == [*signature, 'SignatureDoesNotMatch']
    key = ['InvalidAccessKeyId', 'UnrecognizedClientException', 'UnrecognizedClientException']
    assert codes(wrong_key) == [*key, 'InvalidClientTokenId']


def test_who_am_i(engine):
    assert boto3.client('sts').get_caller_identity()['Account'] == engine.account_id


def test_regions_are_apart(batch, queue):
    other = boto3.client('batch', region_name='eu-central-1')
    assert other.describe_job_queues(jobQueues=[queue])['jobQueues'] == []
    arn = other.register_job_definition(
        jobDefinitionName='x',
        type='container',
        containerProperties={
            'image': 'host',
            'resourceRequirements': [{'type': 'VCPU', 'value': '1'}, {'type': 'MEMORY', 'value': '64'}],
        },
    )['jobDefinitionArn']
    assert ':eu-central-1:' in arn
    assert batch.describe_job_definitions(jobDefinitionName='x')['jobDefinitions'] == []
