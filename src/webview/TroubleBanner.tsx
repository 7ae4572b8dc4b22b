// Says that the panel cannot show all that it should, above what is known.
import type { PanelAction, Trouble } from '../app/runPanel/protocol';
import { Button } from './Button';
import { Icon } from './Icon';

type Props = { readonly trouble: Trouble; readonly onAct: (action: PanelAction) => void };

const quiet: readonly Trouble['kind'][] = ['loading', 'throttled', 'gone'];

export function TroubleBanner({ trouble, onAct }: Props) {
  const { kind, text, action } = trouble;
  return (
    <div class={`trouble ${quiet.includes(kind) ? 'is-quiet' : 'is-loud'}`} role="status">
      {kind === 'loading' ? <span class="spinner" aria-hidden="true" /> : <Icon name="warning" />}
      <span class="trouble-text">{text}</span>
      {action !== undefined && <Button label={action.label} onPress={() => onAct(action.action)} />}
    </div>
  );
}
