// https://docs.aws.amazon.com/batch/latest/APIReference/API_UntagResource.html
import type { UntagResourceRequest } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchOperation } from '../context';
import { findTaggable } from '../taggable';

export const untagResource: BatchOperation<UntagResourceRequest, object> = (
  { resourceArn = '', tagKeys = [] },
  context,
) => {
  if (tagKeys.length < 1 || tagKeys.length > 50) {
    throw clientError(`tagKeys must have 1 to 50 entries; it has ${tagKeys.length}.`);
  }
  const resource = findTaggable(context, resourceArn);
  const kept = Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key));
  context.state.store.commit(resource.retag(Object.fromEntries(kept)));
  return {};
};
