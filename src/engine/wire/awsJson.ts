// The awsJson 1.1 protocol, as CloudWatch Logs speaks it.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import type { ServerResponse } from 'node:http';
import { ApiError } from '../apiError';
import type { Service } from '../http';
import { parseJson, readSignedBody } from './body';
import { ModelMismatch, readJson } from './jsonInput';
import type { ServiceModel } from './model';
import type { RunJson } from './restJson';

/** PutLogEvents takes 1 MiB of events; JSON can make that several times as long. */
const maxBodyBytes = 8 * 1024 * 1024;
const contentType = 'application/x-amz-json-1.1';

/**
 * @param run answers with an object to send as JSON, or with `answered` when it has written the response itself
 *   (an event stream).
 */
export function awsJsonService(model: ServiceModel, run: RunJson): Service {
  return {
    async handle(call) {
      const target = String(call.request.headers['x-amz-target'] ?? '');
      const name = target.slice(target.indexOf('.') + 1);
      const operation = model.get(name);
      if (operation === undefined)
        throw new ApiError('UnknownOperationException', `There is no operation "${target}".`);
      const body = await readSignedBody(call, maxBodyBytes);
      let input: unknown;
      try {
        input = readJson(operation.input, parseJson(body));
      } catch (cause) {
        if (cause instanceof ModelMismatch) throw new ApiError('InvalidParameterException', cause.message);
        if (cause instanceof SyntaxError) throw new ApiError('SerializationException', 'The request body is not JSON.');
        throw cause;
      }
      const output = run(name, input, call);
      if (output === undefined) {
        throw new ApiError('NotImplementedException', `The local engine does not implement ${name}.`, 501);
      }
      const answer = await output;
      if (!call.response.headersSent) write(call.response, 200, answer, call.requestId);
    },
    writeError(response, error, requestId) {
      const code = error.code === 'InternalError' ? 'ServiceUnavailableException' : error.code;
      write(response, error.status, { __type: code, message: error.message }, requestId);
    },
  };
}

function write(response: ServerResponse, status: number, answer: object, requestId: string): void {
  const body = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
  });
  response.end(body);
}
