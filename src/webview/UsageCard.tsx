// Where the job ran and what it costs, below the head: loaded when it is opened, and never by itself.
import type { UsageView } from '../app/runPanel/protocol';
import { Button } from './Button';
import { Icon } from './Icon';
import { formatDateTime } from './logTimes';
import { text } from './texts';

type Props = {
  /** Undefined: the host has not answered yet. */
  readonly usage: UsageView | undefined;
  readonly onLookAgain: () => void;
  readonly onDetails: () => void;
  readonly onClose: () => void;
};

/** Of `2026-11-24 14:03:05.120`. */
const minuteEnd = 16;

export function UsageCard({ usage, onLookAgain, onDetails, onClose }: Props) {
  const loading = usage === undefined ? text('loading') : usage.kind === 'loading' ? usage.text : undefined;
  return (
    <section class="usage" aria-label={text('showUsage')}>
      <div class="usage-head">
        <h2>{text('showUsage')}</h2>
        {usage?.kind === 'shown' && (
          <span class="usage-hint">{text('usageHint', formatDateTime(usage.at, 'local').slice(0, minuteEnd))}</span>
        )}
        <span class="usage-actions">
          <Button label={text('usageDetails')} kind="quiet" onPress={onDetails} />
          <Button
            label={text('usageAgain')}
            icon="refresh"
            isIconOnly
            isDisabled={loading !== undefined}
            onPress={onLookAgain}
          />
          <Button label={text('close')} icon="close" isIconOnly onPress={onClose} />
        </span>
      </div>
      <div role="status">
        {loading !== undefined && (
          <p>
            <span class="spinner" aria-hidden="true" /> {loading}
          </p>
        )}
        {usage?.kind === 'failed' && (
          <p>
            <Icon name="warning" /> {usage.text}
          </p>
        )}
      </div>
      {usage?.kind === 'shown' && (
        <>
          <dl>
            {usage.rows.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
          {usage.notes.length > 0 && (
            <ul>
              {usage.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
