// Log events as the lines of a document: the local time, then the message; a mark where a day begins.
import type { LogEvent } from '../../core/logEvent';

/** Colours and cursor movements, which a document cannot show. */
const ansiSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** What is not of the job itself, so that nobody takes it for output. */
export function mark(text: string): string {
  return `# ${text}\n`;
}

export class LogText {
  private day = '';

  /** Ends in a line break, unless there is nothing. */
  of(events: readonly LogEvent[]): string {
    return events.map((event) => this.line(event)).join('');
  }

  private line({ timestamp, message }: LogEvent): string {
    const time = new Date(timestamp);
    const day = `${time.getFullYear()}-${digits(time.getMonth() + 1)}-${digits(time.getDate())}`;
    const isNew = day !== this.day;
    this.day = day;
    const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => digits(part)).join(':');
    const text = `${clock}.${digits(time.getMilliseconds(), 3)}  ${message.replaceAll(ansiSequence, '')}\n`;
    return isNew ? `${mark(day)}${text}` : text;
  }
}

function digits(part: number, length = 2): string {
  return String(part).padStart(length, '0');
}
