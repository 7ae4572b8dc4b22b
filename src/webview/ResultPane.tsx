// The merged object: its first lines, its size, and what to do with it.
import type { PanelAction, PanelState } from '../app/runPanel/protocol';
import { formatBytes } from '../core/time';
import { Button } from './Button';
import { text } from './texts';

type Props = { readonly job: PanelState; readonly onAct: (action: PanelAction) => void };

const offered: readonly PanelAction[] = ['downloadResult', 'openResult'];

export function ResultPane({ job, onAct }: Props) {
  const { result, actions } = job;
  if (result === undefined) return <p class="empty">{text('resultNone')}</p>;
  return (
    <div class="result">
      <div class="log-bar">
        <div class="log-title">
          <span class="log-name" title={result.name}>
            <bdi>{result.name}</bdi>
          </span>
          {result.sizeBytes !== undefined && <span class="number">{formatBytes(result.sizeBytes)}</span>}
        </div>
        <div class="log-tools">
          {offered
            .filter((action) => actions.includes(action))
            .map((action) => (
              <Button key={action} kind="quiet" label={text(action)} icon={action} onPress={() => onAct(action)} />
            ))}
        </div>
      </div>
      {result.isCut && result.head !== undefined && <div class="log-notice">{text('resultCut')}</div>}
      {result.head !== undefined && (
        <pre class="result-head" tabIndex={0} role="region" aria-label={text('resultHead')}>
          {result.head}
        </pre>
      )}
      {result.note !== undefined && result.note !== '' && (
        <div class={result.head === undefined ? 'log-nothing' : 'log-note'}>{result.note}</div>
      )}
    </div>
  );
}
