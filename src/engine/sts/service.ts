// STS, as far as `aws sts get-caller-identity` and sign-in checks need it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { ServerResponse } from 'node:http';
import { ApiError } from '../apiError';
import type { Service } from '../http';
import { readSignedBody } from '../wire/body';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const maxBodyBytes = 64 * 1024;

export function stsService(accountId: string): Service {
  return {
    async handle(call) {
      const body = await readSignedBody(call, maxBodyBytes);
      const action = new URLSearchParams(body.toString('utf8')).get('Action') ?? 'nothing';
      if (action !== 'GetCallerIdentity') {
        throw new ApiError('InvalidAction', `The local engine does not implement the STS operation ${action}.`, 501);
      }
      const identity = `<Arn>arn:aws:iam::${accountId}:root</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account>`;
      const xml =
        `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>${identity}</GetCallerIdentityResult>` +
        `<ResponseMetadata><RequestId>${call.requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
      write(call.response, 200, xml);
    },
    writeError(response, error, requestId) {
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      const detail = `<Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
      write(
        response,
        error.status,
        `<ErrorResponse xmlns="${namespace}"><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    },
  };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&amp;'));
}

function write(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(xml) });
  response.end(xml);
}
