// The bar between two panes: dragged with the mouse, or moved with the arrow keys.
import { useRef } from 'preact/hooks';
import { text } from './texts';

type Props = {
  readonly isVertical: boolean;
  /** The share of what is before it, 0 to 1. */
  readonly share: number;
  readonly onMove: (share: number) => void;
};

const smallest = 0.15;
const step = 0.03;

export function Splitter({ isVertical, share, onMove }: Props) {
  const isDragged = useRef(false);
  const move = (to: number): void => onMove(Math.min(1 - smallest, Math.max(smallest, to)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowLeft: share - step,
      ArrowUp: share - step,
      ArrowRight: share + step,
      ArrowDown: share + step,
      Home: smallest,
      End: 1 - smallest,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  return (
    <div
      class={`splitter ${isVertical ? 'is-vertical' : 'is-horizontal'}`}
      role="separator"
      aria-orientation={isVertical ? 'vertical' : 'horizontal'}
      aria-label={text('splitter')}
      aria-valuemin={smallest * 100}
      aria-valuemax={(1 - smallest) * 100}
      aria-valuenow={Math.round(share * 100)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDblClick={() => move(0.5)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragged.current = true;
      }}
      onPointerMove={(event) => {
        const box = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!isDragged.current || box === undefined) return;
        move(isVertical ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height);
      }}
      onPointerUp={() => {
        isDragged.current = false;
      }}
      onPointerCancel={() => {
        isDragged.current = false;
      }}
    />
  );
}
