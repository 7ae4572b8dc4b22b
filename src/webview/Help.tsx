// The list of keyboard shortcuts, as a dialog.
import { useEffect, useRef } from 'preact/hooks';
import { Button } from './Button';
import { text } from './texts';

export function Help({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // The browser keeps the focus inside, and gives it back afterwards.
    dialog.current?.showModal();
  }, []);
  const shortcuts: readonly (readonly [keys: string, meaning: string])[] = [
    ['n, Shift+N', text('keyNext')],
    ['s', text('keySlowest')],
    ['r', text('keyRunning')],
    ['1 2 3 4', text('keyGrid')],
    [text('keyMoveKeys'), text('keyMove')],
    [text('keyExtendKeys'), text('keyExtend')],
    [text('keyToggleKeys'), text('keyToggle')],
    ['Ctrl+A', text('keySelectAll')],
    [text('keyEnterKeys'), text('keyEnter')],
    ['/', text('keySearch')],
    ['f', text('keyFollow')],
    ['w', text('keyWrap')],
    ['Esc', text('keyEscape')],
  ];
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <div class="help-head">
        <h2 id="help-title">{text('help')}</h2>
        <Button label={text('close')} icon="close" isIconOnly onPress={() => dialog.current?.close()} />
      </div>
      <dl>
        {shortcuts.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>{meaning}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
