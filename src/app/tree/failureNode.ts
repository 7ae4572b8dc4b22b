// Says why what its parent holds, or a part of it, could not be had; a click tries again.
import { explain } from '../explain';
import { code, paragraphs, plain } from './markdown';
import type { NodeOf } from './node';
import { type NodeKind, leaf } from './nodeKind';

export const failureNode: NodeKind<NodeOf<'failure'>> = {
  ...leaf,
  describe({ parent }, { t, failureOf }) {
    const error = failureOf(parent);
    const label = explain(error, t)?.sentence ?? t('It could not be read.');
    return {
      label,
      description: error?.message,
      icon: { name: error?.kind === 'denied' ? 'lock' : 'warning', color: 'list.warningForeground' },
      collapse: 'leaf',
      tokens: [],
      spoken: [label, error?.message, t('Activate to try again.')].filter((part) => part !== undefined).join(' '),
      command: { id: 'awsBatch.retry', title: t('Try Again') },
    };
  },
  tooltip({ parent }, { t, failureOf }) {
    const error = failureOf(parent);
    if (error === undefined) return undefined;
    const { message, code: name, requestId } = error;
    return paragraphs(
      plain(message),
      name === undefined ? undefined : code(name),
      requestId === undefined ? undefined : `${plain(t('Request ID'))}: ${code(requestId)}`,
      plain(t('Click to try again.')),
    );
  },
};
