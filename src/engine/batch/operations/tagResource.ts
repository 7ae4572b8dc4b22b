// https://docs.aws.amazon.com/batch/latest/APIReference/API_TagResource.html
import type { TagResourceRequest } from '@aws-sdk/client-batch';
import { checkTags, clientError } from '../checks';
import type { BatchOperation } from '../context';
import { findTaggable } from '../taggable';

export const tagResource: BatchOperation<TagResourceRequest, object> = ({ resourceArn = '', tags = {} }, context) => {
  if (Object.keys(tags).length === 0) throw clientError('tags must have 1 to 50 entries; it is empty.');
  checkTags(tags);
  const resource = findTaggable(context, resourceArn);
  const merged = { ...resource.tags, ...tags };
  checkTags(merged);
  context.state.store.commit(resource.retag(merged));
  return {};
};
