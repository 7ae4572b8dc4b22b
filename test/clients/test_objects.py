"""S3 through boto3: transfers in parts, checksums, listings, presigned URLs, odd keys, and what errors look like."""

import hashlib
import io
import os
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import unique

MIB = 1024 * 1024


def code_of(error):
    return error.value.response['Error']['Code']


def test_upload_and_download_in_parts(s3, bucket):
    content = os.urandom(20 * MIB)
    s3.upload_fileobj(io.BytesIO(content), bucket, 'large', ExtraArgs={'Metadata': {'made-by': 'test'}})
    head = s3.head_object(Bucket=bucket, Key='large')
    assert head['ETag'].endswith('-3"')
    assert head['ContentLength'] == len(content)
    assert head['Metadata'] == {'made-by': 'test'}
    received = io.BytesIO()
    s3.download_fileobj(bucket, 'large', received)
    assert received.getvalue() == content
    # boto3 copies in parts as well.
    s3.copy({'Bucket': bucket, 'Key': 'large'}, bucket, 'copy')
    part = s3.get_object(Bucket=bucket, Key='copy', Range=f'bytes={9 * MIB}-{9 * MIB + 99}')
    assert part['Body'].read() == content[9 * MIB : 9 * MIB + 100]
    assert part['ContentRange'] == f'bytes {9 * MIB}-{9 * MIB + 99}/{len(content)}'
    assert 'Contents' in s3.list_objects_v2(Bucket=bucket)
    assert 'Uploads' not in s3.list_multipart_uploads(Bucket=bucket)


def test_uploads_are_resumed_and_aborted(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key='parts')['UploadId']
    same = {'Bucket': bucket, 'Key': 'parts', 'UploadId': upload}
    parts = [s3.upload_part(PartNumber=number, Body=b'x' * 5 * MIB, **same) for number in (1, 2)]
    listed = [part for page in s3.get_paginator('list_parts').paginate(**same) for part in page['Parts']]
    assert [(part['PartNumber'], part['ETag']) for part in listed] == [(1, parts[0]['ETag']), (2, parts[1]['ETag'])]
    with pytest.raises(ClientError) as error:
        wrong = [{'PartNumber': 1, 'ETag': '"00000000000000000000000000000000"'}]
        s3.complete_multipart_upload(MultipartUpload={'Parts': wrong}, **same)
    assert code_of(error) == 'InvalidPart'
    s3.abort_multipart_upload(**same)
    with pytest.raises(s3.exceptions.NoSuchUpload):
        s3.list_parts(**same)


@pytest.mark.parametrize('algorithm', ['CRC32', 'SHA1', 'SHA256'])
def test_checksums(s3, bucket, algorithm):
    s3.put_object(Bucket=bucket, Key='a', Body=b'hello', ChecksumAlgorithm=algorithm)
    answer = s3.get_object(Bucket=bucket, Key='a', ChecksumMode='ENABLED')
    assert answer['Body'].read() == b'hello'
    assert answer[f'Checksum{algorithm}']


def test_wrong_checksums_are_refused(s3, bucket):
    # boto3 sends again what arrived damaged, with longer and longer pauses.
    s3 = boto3.client('s3', config=Config(retries={'total_max_attempts': 1}))
    with pytest.raises(ClientError) as error:
        s3.put_object(Bucket=bucket, Key='a', Body=b'hello', ChecksumCRC32='AAAAAA==')
    assert code_of(error) == 'BadDigest'
    with pytest.raises(ClientError) as error:
        s3.put_object(Bucket=bucket, Key='a', Body=b'hello', ContentMD5='1B2M2Y8AsgTpgAmY7PhCfg==')
    assert code_of(error) == 'BadDigest'
    assert 'Contents' not in s3.list_objects_v2(Bucket=bucket)


def test_a_stream_of_unknown_size(s3, bucket):
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise io.UnsupportedOperation

    s3.upload_fileobj(Stream(b'line\n' * 3), bucket, 'stream')
    assert s3.get_object(Bucket=bucket, Key='stream')['Body'].read() == b'line\n' * 3


ODD_KEYS = ['a//b', 'a/../b', '../up', './here', 'ü ñ 日本', 'x&y<z>', 'a+b c%20d', "quo'te\"", 'nl\nnl', 'k' * 1024]


def test_odd_keys(s3, bucket):
    for number, key in enumerate(ODD_KEYS):
        s3.put_object(Bucket=bucket, Key=key, Body=str(number).encode())
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=bucket, PaginationConfig={'PageSize': 3})
    assert [item['Key'] for page in pages for item in page['Contents']] == sorted(ODD_KEYS, key=str.encode)
    for number, key in enumerate(ODD_KEYS):
        assert s3.get_object(Bucket=bucket, Key=key)['Body'].read() == str(number).encode(), key
    answer = s3.delete_objects(Bucket=bucket, Delete={'Objects': [{'Key': key} for key in ODD_KEYS]})
    assert sorted(item['Key'] for item in answer['Deleted']) == sorted(ODD_KEYS)
    assert s3.list_objects_v2(Bucket=bucket)['KeyCount'] == 0


def test_listings(s3, bucket):
    for key in ('a/1', 'a/2', 'b/1', 'c', 'd'):
        s3.put_object(Bucket=bucket, Key=key)
    answer = s3.list_objects_v2(Bucket=bucket, Delimiter='/')
    assert [item['Prefix'] for item in answer['CommonPrefixes']] == ['a/', 'b/']
    assert [item['Key'] for item in answer['Contents']] == ['c', 'd']
    pages = s3.get_paginator('list_objects_v2').paginate(
        Bucket=bucket, Delimiter='/', PaginationConfig={'PageSize': 1}
    )
    names = [
        item.get('Prefix') or item.get('Key')
        for page in pages
        for item in page.get('CommonPrefixes', []) + page.get('Contents', [])
    ]
    assert names == ['a/', 'b/', 'c', 'd']
    old = s3.get_paginator('list_objects').paginate(Bucket=bucket, Prefix='a/', PaginationConfig={'PageSize': 1})
    assert [item['Key'] for page in old for item in page['Contents']] == ['a/1', 'a/2']
    versions = s3.list_object_versions(Bucket=bucket)['Versions']
    assert [version['VersionId'] for version in versions] == ['null'] * 5


def test_buckets(s3, engine):
    name = unique('buckets')
    s3.create_bucket(Bucket=name)
    s3.get_waiter('bucket_exists').wait(Bucket=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 3})
    assert name in [item['Name'] for item in s3.list_buckets()['Buckets']]
    pages = s3.get_paginator('list_buckets').paginate(PaginationConfig={'PageSize': 1})
    assert {name, 'pipeline'} <= {item['Name'] for page in pages for item in page['Buckets']}
    assert s3.head_bucket(Bucket=name)['BucketRegion'] == engine.region
    s3.put_object(Bucket=name, Key='a')
    s3.get_waiter('object_exists').wait(Bucket=name, Key='a', WaiterConfig={'Delay': 1, 'MaxAttempts': 3})
    with pytest.raises(ClientError) as error:
        s3.delete_bucket(Bucket=name)
    assert code_of(error) == 'BucketNotEmpty'
    # As a user empties one with the resource interface.
    resource = boto3.resource('s3').Bucket(name)
    resource.objects.all().delete()
    resource.delete()
    s3.get_waiter('bucket_not_exists').wait(Bucket=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 3})


def test_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key='a', Tagging='color=red&size=1%20m')
    tags = s3.get_object_tagging(Bucket=bucket, Key='a')['TagSet']
    assert tags == [{'Key': 'color', 'Value': 'red'}, {'Key': 'size', 'Value': '1 m'}]
    s3.put_object_tagging(Bucket=bucket, Key='a', Tagging={'TagSet': [{'Key': 'only', 'Value': 'this'}]})
    assert s3.get_object(Bucket=bucket, Key='a')['TagCount'] == 1
    s3.delete_object_tagging(Bucket=bucket, Key='a')
    assert s3.get_object_tagging(Bucket=bucket, Key='a')['TagSet'] == []


def test_conditions(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key='a', Body=b'1', IfNoneMatch='*')['ETag']
    assert etag == f'"{hashlib.md5(b"1").hexdigest()}"'
    with pytest.raises(ClientError) as error:
        s3.put_object(Bucket=bucket, Key='a', Body=b'2', IfNoneMatch='*')
    assert code_of(error) == 'PreconditionFailed'
    s3.put_object(Bucket=bucket, Key='a', Body=b'2', IfMatch=etag)
    with pytest.raises(ClientError) as error:
        s3.get_object(Bucket=bucket, Key='a', IfMatch=etag)
    assert code_of(error) == 'PreconditionFailed'
    current = s3.head_object(Bucket=bucket, Key='a')['ETag']
    with pytest.raises(ClientError) as error:
        s3.get_object(Bucket=bucket, Key='a', IfNoneMatch=current)
    assert error.value.response['ResponseMetadata']['HTTPStatusCode'] == 304


def fetch(url, method='GET', data=None, headers=None):
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


@pytest.mark.parametrize('signature', ['s3', 's3v4'])
def test_presigned_urls(bucket, signature):
    # Without a choice boto3 signs URLs for an endpoint of one's own in the old way.
    s3 = boto3.client('s3', config=Config(signature_version=signature) if signature == 's3v4' else None)
    where = {'Bucket': bucket, 'Key': 'a b/ü&+'}
    put = s3.generate_presigned_url('put_object', {**where, 'ContentType': 'text/plain'}, ExpiresIn=60)
    assert ('X-Amz-Signature' in put) == (signature == 's3v4')
    fetch(put, 'PUT', b'by url', {'Content-Type': 'text/plain'})
    get = s3.generate_presigned_url('get_object', {**where, 'ResponseContentType': 'text/x-own'}, ExpiresIn=60)
    with urllib.request.urlopen(get, timeout=30) as answer:
        assert (answer.read(), answer.headers['Content-Type']) == (b'by url', 'text/x-own')
    for wrong, why in [
        (get.replace('a%20b', 'b%20a'), 'SignatureDoesNotMatch'),
        (s3.generate_presigned_url('get_object', where, ExpiresIn=-1), 'AccessDenied|Authorization'),
    ]:
        with pytest.raises(urllib.error.HTTPError) as error:
            fetch(wrong)
        assert error.value.code in (400, 403)
        body = error.value.read().decode()
        assert any(f'<Code>{code}' in body for code in why.split('|')), body
    with pytest.raises(urllib.error.HTTPError) as error:
        fetch(get.split('?')[0])
    assert error.value.code == 403 and '<Code>AccessDenied</Code>' in error.value.read().decode()
