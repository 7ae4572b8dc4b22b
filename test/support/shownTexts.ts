// Finds the texts that a source shows to the user: the first argument of every `l10n.t(…)` or `t(…)`.
import ts from 'typescript';

/** @throws when a text is put together at run time: it could not be translated. */
export function shownTexts(source: string, path: string): readonly string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslator(node.expression)) {
      const [text] = node.arguments;
      if (text === undefined || !ts.isStringLiteralLike(text)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        throw new Error(`${path}:${line + 1}: a text to translate must be one literal; put values in as {0}.`);
      }
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isTranslator(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && name.text === 't';
}
