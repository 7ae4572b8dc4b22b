// The command line of the demo.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PresetChoice } from '../app/pipeline/runRequest';
import { defaultResultName, defaultTemplate } from '../core/pipelineContract';
import { messageOf } from '../core/errors';

export const usage = `Usage: npm run demo [-- [FILE] [options]]

Runs a command for every line of FILE, in parallel, on a local AWS Batch that is started for it, and prints the
results in the order of the lines. Without FILE: the colors of the rainbow.

  --preset rainbow     make a sentence of each line (the default)
  --template TEXT      the sentence; {line} stands for the line (default: "${defaultTemplate}")
  --preset command     run a shell command for each line
  --command COMMAND    the command; it gets the line on stdin and in $LINE, what it prints is the result
  --skip-blank         leave blank lines out
  --result-name NAME   name of the result in S3 (default: ${defaultResultName})
  --keep               leave the engine running with everything in it, and tell how to reach it
  --help               print this

The result goes to stdout, everything else to stderr. Exit code: 0 the run succeeded, 1 it did not, 2 the command line
is wrong, 130 it was interrupted (Ctrl-C).

  npm run --silent demo -- urls.txt --command 'curl -sSf "$LINE" | wc -c'
`;

export type DemoOptions = {
  /** Undefined: the sample. */
  readonly file: string | undefined;
  readonly choice: PresetChoice;
  readonly skipBlank: boolean;
  readonly resultName: string | undefined;
  readonly keep: boolean;
};

/** Its text is all that the user is shown, with a pointer to --help. */
export class UsageError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UsageError';
  }
}

/** @throws UsageError */
export function readOptions(commandLine: readonly string[], workingFolder: string): DemoOptions | 'help' {
  const { values, positionals } = parse(commandLine);
  if (values.help === true) return 'help';
  const [file, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`One FILE is enough: what is "${others.join('", "')}" for?`);
  return {
    file: file === undefined ? undefined : resolve(workingFolder, file),
    choice: choiceOf(values),
    skipBlank: values['skip-blank'] ?? false,
    resultName: values['result-name'],
    keep: values.keep ?? false,
  };
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
        template: { type: 'string' },
        command: { type: 'string' },
        'skip-blank': { type: 'boolean' },
        'result-name': { type: 'string' },
        keep: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new UsageError(messageOf(cause), cause);
  }
}

function choiceOf({
  preset,
  template,
  command,
}: {
  readonly preset?: string;
  readonly template?: string;
  readonly command?: string;
}): PresetChoice {
  const wanted = preset ?? (command === undefined ? 'rainbow' : 'command');
  switch (wanted) {
    case 'rainbow':
      if (command !== undefined) throw new UsageError('--command belongs to --preset command, not to rainbow.');
      return { preset: 'rainbow', template };
    case 'command':
      if (template !== undefined) throw new UsageError('--template belongs to --preset rainbow, not to command.');
      if (command === undefined) throw new UsageError('--preset command needs --command: what to run for each line.');
      return { preset: 'command', command };
    default:
      throw new UsageError(`There is no preset "${wanted}": it is rainbow or command.`);
  }
}
