// The lines of the log as text, for the clipboard and for a file.
import { type LogBuffer } from './logBuffer';
import { plainText } from './logText';
import { formatDateTime } from './logTimes';
import type { TimeStyle } from './ui';

/** What one message may carry. */
const mostCharacters = 20_000_000;

/** As shown: without colours, with indexes and times where they are shown. The newest lines, if all are too many. */
export function logAsText({ chunks }: LogBuffer, times: TimeStyle, most = mostCharacters): string {
  const written: string[] = [];
  let room = most;
  for (const { lines } of chunks.toReversed()) {
    for (const { index, timeMs, text } of lines.toReversed()) {
      const head =
        (index === undefined ? '' : `[${index}] `) + (times === 'off' ? '' : `${formatDateTime(timeMs, times)} `);
      const line = `${head}${plainText(text)}\n`;
      room -= line.length;
      if (room < 0) return written.toReversed().join('');
      written.push(line);
    }
  }
  return written.toReversed().join('');
}
