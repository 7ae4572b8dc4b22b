// Chooses how the demo shows its progress.
import type { Display } from './display';
import { LiveDisplay } from './liveDisplay';
import { PlainDisplay } from './plainDisplay';
import { plainStyle, terminalStyle } from './style';

/** In place on a terminal; plain lines for files, pipes, CI and for those who ask for no color. */
export function openDisplay(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Display {
  const isPlain =
    !stream.isTTY ||
    isSet(environment.NO_COLOR) ||
    (isSet(environment.CI) && environment.CI !== 'false') ||
    environment.TERM === 'dumb';
  return isPlain ? new PlainDisplay(stream, plainStyle, Date.now) : new LiveDisplay(stream, terminalStyle(environment));
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
