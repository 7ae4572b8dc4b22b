// Events as S3 sends them to a function, and as EventBridge does.

/** @param encodedKey as it stands in the event: URL-encoded, with a plus sign for a blank. */
export function directEvent(bucket: string, encodedKey: string, eTag: string, eventName = 'ObjectCreated:Put') {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: '2026-11-24T04:15:02.123Z',
        eventName,
        userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'inbox',
          bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
          object: { key: encodedKey, size: 47, eTag, sequencer: '0A1B2C3D4E5F678901' },
        },
      },
    ],
  };
}

export function bridgeEvent(bucket: string, key: string, etag: string) {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '123456789012',
    time: '2026-11-24T04:15:02Z',
    region: 'us-east-1',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size: 47, etag, sequencer: '0a1b2c3d4e5f678901' },
      'request-id': 'C3D13FE58DE4C810',
      requester: '123456789012',
      reason: 'PutObject',
    },
  };
}
