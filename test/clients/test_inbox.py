"""The inbox of the bucket that the engine makes: one `aws s3 cp` is the whole pipeline."""

from conftest import COLORS, aws, rainbow, until


def test_a_copied_file_runs_the_pipeline(s3, tmp_path):
    file = tmp_path / 'the colors.txt'
    file.write_text('\n'.join(COLORS))
    aws('s3', 'cp', file, 's3://pipeline/inbox/')

    def result():
        found = s3.list_objects_v2(Bucket='pipeline', Prefix='runs/').get('Contents', [])
        keys = [item['Key'] for item in found if item['Key'].endswith('/output/mycolor')]
        return keys[0] if keys else None

    key = until('the result is there', result)
    assert s3.get_object(Bucket='pipeline', Key=key)['Body'].read() == rainbow()
    log = aws('logs', 'filter-log-events', '--log-group-name', '/aws/lambda/aws-batch-pipeline-trigger')
    assert 'submitted' in log
