// The S3 API of the engine: the table of its operations.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
import { ApiError } from '../apiError';
import type { Service } from '../http';
import type { S3 } from './s3';

export function s3Service(_s3: S3): Service {
  return {
    handle: () => Promise.reject(new ApiError('NotImplemented', 'not written yet', 501)),
    writeError(response, error) {
      response.writeHead(error.status, { 'content-type': 'application/xml' });
      response.end(`<Error><Code>${error.code}</Code></Error>`);
    },
  };
}
