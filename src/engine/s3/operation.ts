// What an operation of S3 is: a function of the model's input and of the engine's S3.
import type { ServiceCall } from '../http';
import type { RestXmlAnswer } from '../wire/restXml';
import type { S3 } from './s3';

export type S3Context = {
  readonly s3: S3;
  readonly call: ServiceCall;
  readonly accountId: string;
};

/** Routing has seen to it that the path names what the operation works on. */
type Addressed<Input> = Readonly<
  Input &
    (Input extends { Bucket: unknown } ? { Bucket: string } : unknown) &
    (Input extends { Key: unknown } ? { Key: string } : unknown) &
    (Input extends { UploadId: unknown } ? { UploadId: string } : unknown) &
    (Input extends { PartNumber: unknown } ? { PartNumber: number } : unknown) &
    (Input extends { CopySource: unknown } ? { CopySource: string } : unknown)
>;

/** `Expires` is text that a client stored, whatever the model makes of it; a body that is not XML goes beside. */
type Answered<Output> = Omit<Output, '$metadata' | 'Body' | 'Expires'> & { readonly Expires?: string };

/**
 * One operation of the API. It has committed what it changed when it answers.
 * @throws ApiError with the code and status of S3.
 */
export type S3Operation<Input, Output> = (
  input: Addressed<Input>,
  context: S3Context,
) => RestXmlAnswer<Answered<Output>> | Promise<RestXmlAnswer<Answered<Output>>>;
