// https://docs.aws.amazon.com/batch/latest/APIReference/API_ListTagsForResource.html
import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-batch';
import type { BatchOperation } from '../context';
import { findTaggable } from '../taggable';

export const listTagsForResource: BatchOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  { resourceArn = '' },
  context,
) => ({ tags: findTaggable(context, resourceArn).tags });
