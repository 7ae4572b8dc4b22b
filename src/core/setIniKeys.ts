// Sets keys of one section in the text of an AWS config or credentials file, and leaves every other byte as it is.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

type Line = {
  /** With its line end. */
  readonly text: string;
  /** Stands in the section that is meant. */
  readonly isInside: boolean;
  /** Belongs to the nested settings of the key above. */
  readonly isNested: boolean;
  readonly key?: string;
};

/**
 * @param section as it stands between the brackets, e.g. `profile batch-local`; it is added at the end when it is missing.
 * Where a section or a key stands there several times, each of them is set: programs differ in which one counts.
 */
export function setIniKeys(text: string, section: string, values: Readonly<Record<string, string>>): string {
  const lines = linesOf(text, section);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const entry = (key: string): string => `${key} = ${values[key] ?? ''}${lineEnd}`;
  const last = lines.findLastIndex((line) => line.isInside && isContent(line));
  if (last < 0) {
    const gap = text === '' ? '' : text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
    return `${text}${gap}[${section}]${lineEnd}${Object.keys(values).map(entry).join('')}`;
  }
  const found = new Set(lines.flatMap(({ isInside, key }) => (isInside && key !== undefined ? [key] : [])));
  const missing = Object.keys(values).filter((key) => !found.has(key));
  return lines
    .map((line, index) => {
      const { text: old, isInside, key } = line;
      const isSet = isInside && key !== undefined && Object.hasOwn(values, key);
      const kept = isSet ? withEndOf(old, entry(key)) : old;
      if (index !== last || missing.length === 0) return kept;
      // A last line without an end gets one, since it is the last no longer.
      return `${kept}${kept.endsWith('\n') ? '' : lineEnd}${missing.map(entry).join('')}`;
    })
    .join('');
}

function linesOf(text: string, section: string): readonly Line[] {
  let isInside = false;
  let mayNest = false;
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => {
    const header = /^\uFEFF?\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (header !== undefined) {
      isInside = normalized(header) === normalized(section);
      mayNest = false;
      return { text: line, isInside, isNested: false };
    }
    const [, indent = '', key, value = ''] = /^([ \t]*)([^=\s#;[][^=]*?)[ \t]*=[ \t]*(.*?)\s*$/.exec(line) ?? [];
    const isNested = mayNest && indent !== '';
    if (!isNested && key !== undefined) mayNest = value === '';
    return { text: line, isInside, isNested, key: isNested ? undefined : key };
  });
}

/** Comments and blank lines at the end of a section belong to what follows. */
function isContent({ text, isNested, key }: Line): boolean {
  return key !== undefined || (isNested && text.trim() !== '') || /^\uFEFF?\s*\[/.test(text);
}

/** The section's name without quotes, its words one blank apart. */
function normalized(header: string): string {
  return header.replaceAll(/["']/g, '').trim().replaceAll(/\s+/g, ' ');
}

function withEndOf(before: string, line: string): string {
  const end = /\r?\n$/.exec(before)?.[0] ?? '';
  return line.replace(/\r?\n$/, end);
}
