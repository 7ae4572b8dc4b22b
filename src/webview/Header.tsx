// The head of the panel: what the job is, how far it is, what can be done now.
import type { PanelAction, PanelState } from '../app/runPanel/protocol';
import { formatDuration } from '../core/time';
import { Button } from './Button';
import { classOfStatus, countsByLetter, stateOrder, statusClass } from './childStates';
import { useNow } from './hooks';
import { text } from './texts';

type Props = {
  readonly job: PanelState;
  readonly clockAheadMs: number;
  readonly onAct: (action: PanelAction) => void;
  readonly isUsageOpen: boolean;
  readonly onUsage: () => void;
  readonly onHelp: () => void;
};

/** Those that are known by their picture. */
const iconOnly: readonly PanelAction[] = ['clone', 'showUsage', 'openJson', 'revealInTree', 'refresh'];

export function Header({ job, clockAheadMs, onAct, isUsageOpen, onUsage, onHelp }: Props) {
  const words = job.actions.filter((action) => !iconOnly.includes(action));
  const pictures = job.actions.filter((action) => iconOnly.includes(action));
  return (
    <header class="header">
      <div class="title-row">
        <h1>
          <bdi>{job.name}</bdi>
        </h1>
        <span class={`status ${classOfStatus(job.status)}`}>{job.statusText}</span>
        <div class="actions" role="toolbar" aria-label={text('actions')}>
          {words.map((action) => (
            <Button key={action} label={text(action)} icon={action} onPress={() => onAct(action)} />
          ))}
          {pictures.map((action) => (
            <Button
              key={action}
              label={text(action)}
              icon={action}
              isIconOnly
              isOn={action === 'showUsage' ? isUsageOpen : undefined}
              onPress={action === 'showUsage' ? onUsage : () => onAct(action)}
            />
          ))}
          <Button label={text('help')} hint={text('helpOpen')} icon="help" isIconOnly onPress={onHelp} />
        </div>
      </div>
      <Facts job={job} clockAheadMs={clockAheadMs} />
      {job.explanation !== '' && <p class="explanation">{job.explanation}</p>}
      {job.total > 1 && <Progress job={job} />}
    </header>
  );
}

/** Counts on by itself: the rest is drawn only when the host says something new. */
function Facts({ job, clockAheadMs }: { readonly job: PanelState; readonly clockAheadMs: number }) {
  const now = useNow(clockAheadMs, true);
  const since = job.startedAt ?? job.createdAt;
  const elapsed = since === undefined ? undefined : Math.max(0, (job.stoppedAt ?? now) - since);
  const age = job.updatedAt === undefined ? undefined : now - job.updatedAt;
  return (
    <div class="facts">
      <span>{job.connection}</span>
      <span>
        <bdi>{text('queue', job.queue)}</bdi>
      </span>
      {elapsed !== undefined && (
        <span>
          {job.startedAt === undefined ? text('waitedFor') : text('elapsed')}{' '}
          <strong class="number">{formatDuration(elapsed)}</strong>
        </span>
      )}
      {job.perMinute !== undefined && (
        <span title={text('perMinuteHint')}>{text('perMinute', roundRate(job.perMinute))}</span>
      )}
      {job.leftMs !== undefined && !job.isEnded && <span>{text('left', roughDuration(job.leftMs))}</span>}
      {age !== undefined && (
        <span class="updated">{age < 2_500 ? text('updatedNow') : text('updated', roughDuration(age))}</span>
      )}
    </div>
  );
}

/** An estimate has no tenths of a second. */
function roughDuration(ms: number): string {
  return formatDuration(ms < 9_950 ? Math.max(10, Math.round(ms / 1_000) * 1_000) : ms).replace('.0 ', ' ');
}

function roundRate(perMinute: number): string {
  return perMinute < 10 ? perMinute.toFixed(1) : String(Math.round(perMinute));
}

/** One segment a state, ended ones first. */
function Progress({ job }: { readonly job: PanelState }) {
  const byLetter = countsByLetter(job.counts);
  const ended = (byLetter.S ?? 0) + (byLetter.F ?? 0);
  const order = ['S', 'F', 'R', 'T', ...stateOrder.filter((letter) => !'SFRT'.includes(letter))];
  const label = text('progressValue', ended, job.total);
  return (
    <div class="progress-row">
      <div
        class="progress"
        role="progressbar"
        aria-label={text('progress')}
        aria-valuemin={0}
        aria-valuemax={job.total}
        aria-valuenow={ended}
        aria-valuetext={label}
      >
        {order.map((letter) => {
          const count = byLetter[letter] ?? 0;
          if (count === 0) return null;
          return <div key={letter} class={`segment state-${statusClass(letter)}`} style={{ flexGrow: count }} />;
        })}
      </div>
      <span class="number">{label}</span>
    </div>
  );
}
