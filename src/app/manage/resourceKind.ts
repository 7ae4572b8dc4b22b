// What queues and compute environments have in common where they are described by a document.
import type { DocumentReader, ReadableKind } from '../documents/readDocument';
import type { Translate } from '../l10n';
import type { ManagePort, RawRequest } from '../managePort';
import type { ResourceName } from '../ports';
import type { Changeable } from './changeOf';

/** What a describe call tells, as far as it is read here. */
export type RawResource = Readonly<Record<string, unknown>> & {
  readonly status: string;
  readonly statusReason?: string;
  /** Either of them. */
  readonly jobQueueArn?: string;
  readonly computeEnvironmentArn?: string;
};

/** @typeParam T what a document says: the request that creates it, and what an update takes beside that */
export type ResourceKind<T extends RawRequest> = {
  readonly document: ReadableKind<T>;
  /** Of one that does not exist yet. */
  readonly readNew: DocumentReader<T>;
  readonly nameOf: (document: T) => string;
  readonly resource: (name: string) => ResourceName & { readonly name: string };
  /** The document that would create what is there. */
  readonly documentOf: (raw: RawResource) => T;
  /** The same for documents that mean the same. */
  readonly normalized: (document: T) => T;
  /** The members that an update takes. */
  readonly changeable: Changeable;
  /** What the user should know before it is sent, a line each. */
  readonly createDetail: (document: T, t: Translate) => readonly string[];
  readonly updateDetail: (change: RawRequest, before: T, t: Translate) => readonly string[];
  /** @returns its ARN */
  readonly create: (manage: ManagePort, request: RawRequest, signal: AbortSignal) => Promise<string>;
  readonly update: (manage: ManagePort, name: string, change: RawRequest, signal: AbortSignal) => Promise<void>;
};

/** Without what is for the editor alone. */
export function requestOf(document: RawRequest): RawRequest {
  return Object.fromEntries(Object.entries(document).filter(([member]) => member !== '$schema'));
}
