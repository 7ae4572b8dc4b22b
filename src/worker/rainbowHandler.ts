// Preset `rainbow`: a sentence for each line.
import type { LineHandler } from './lineHandler';
import type { ObjectWriter } from './objectWriter';

/** Every `{line}` of the template stands for the line. */
export function rainbowHandler(template: string, writer: ObjectWriter): LineHandler {
  const [first, ...others] = `${template}\n`.split('{line}').map((piece) => Buffer.from(piece)) as [
    Buffer,
    ...Buffer[],
  ];
  return (line) => writer.write(Buffer.concat([first, ...others.flatMap((piece) => [line, piece])]));
}
