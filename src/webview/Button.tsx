// The panel's buttons: with words, or an icon alone that says its name.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

type Props = {
  readonly label: string;
  readonly icon?: IconName;
  /** What it does, where the label leaves that open. */
  readonly hint?: string;
  readonly isIconOnly?: boolean;
  /** Of a switch. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly children?: ComponentChildren;
  readonly onPress: () => void;
};

export function Button(props: Props) {
  const { label, icon, hint, isIconOnly = false, isOn, isDisabled = false, kind = 'plain', children, onPress } = props;
  return (
    <button
      type="button"
      class={`button ${isIconOnly ? 'icon-only' : kind}${isOn === true ? ' is-on' : ''}`}
      title={hint ?? (isIconOnly ? label : undefined)}
      aria-label={isIconOnly ? label : undefined}
      aria-pressed={isOn}
      disabled={isDisabled}
      onClick={onPress}
    >
      {icon !== undefined && <Icon name={icon} />}
      {!isIconOnly && <span>{label}</span>}
      {children}
    </button>
  );
}
