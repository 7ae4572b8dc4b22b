// Opens what there is as a document, to be changed and sent as an update.
import { openDocument } from '../documents/openDocument';
import type { RawRequest } from '../managePort';
import type { Services } from '../services';
import type { Session } from '../session';
import type { RawResource, ResourceKind } from './resourceKind';

export async function editResource<T extends RawRequest>(
  kind: ResourceKind<T>,
  name: string,
  { batch, signal }: Session,
  services: Pick<Services, 'files'>,
): Promise<void> {
  const raw = (await batch.fetchRaw(kind.resource(name), signal)) as RawResource;
  await openDocument(kind.document, name, kind.documentOf(raw), services);
}
