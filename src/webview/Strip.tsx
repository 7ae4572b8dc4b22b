// The stages of a pipeline, or what a job waits for and who waits for it, from left to right.
import type { Stage } from '../app/runPanel/protocol';
import { formatDuration } from '../core/time';
import { classOfStatus } from './childStates';
import { useNow } from './hooks';
import { Icon } from './Icon';
import { text } from './texts';

type Props = {
  readonly stages: readonly Stage[];
  readonly clockAheadMs: number;
  readonly hasResult: boolean;
  readonly onShowJob: (jobId: string) => void;
  readonly onShowResult: () => void;
};

export function Strip({ stages, clockAheadMs, hasResult, onShowJob, onShowResult }: Props) {
  const isTicking = stages.some(({ startedAt, stoppedAt }) => startedAt !== undefined && stoppedAt === undefined);
  const now = useNow(clockAheadMs, isTicking);
  return (
    <nav class="strip" aria-label={text('strip')}>
      <ol>
        {stages.map((stage, at) => {
          const { jobId, kind, isCurrent } = stage;
          const onPress =
            jobId !== undefined && !isCurrent
              ? () => onShowJob(jobId)
              : kind === 'result' && hasResult
                ? onShowResult
                : undefined;
          return (
            // A stage has no other name than its place: labels may repeat.
            <li key={at}>
              {at > 0 && <span class="arrow" aria-hidden="true" />}
              <StageBox stage={stage} now={now} onPress={onPress} />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

type BoxProps = { readonly stage: Stage; readonly now: number; readonly onPress: (() => void) | undefined };

function StageBox({ stage, now, onPress }: BoxProps) {
  const { kind, label, status, statusText, startedAt, stoppedAt, detail, isCurrent } = stage;
  const ms = startedAt === undefined ? undefined : (stoppedAt ?? now) - startedAt;
  const inside = (
    <>
      <Icon name={kind} />
      <span class="stage-text">
        <span class="stage-label">
          <bdi>{label}</bdi>
        </span>
        <span class="stage-state">
          <span class="dot" aria-hidden="true" />
          {statusText}
          {ms !== undefined && <span class="number"> · {formatDuration(ms)}</span>}
        </span>
      </span>
    </>
  );
  const names = `stage ${classOfStatus(status)}${isCurrent ? ' is-current' : ''}`;
  if (onPress === undefined) {
    return (
      <div class={names} title={detail} aria-current={isCurrent ? 'step' : undefined}>
        {inside}
      </div>
    );
  }
  return (
    <button type="button" class={names} title={detail} aria-current={isCurrent ? 'step' : undefined} onClick={onPress}>
      {inside}
    </button>
  );
}
