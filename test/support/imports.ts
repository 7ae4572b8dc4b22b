// Reads what a TypeScript source imports, as the compiler sees it.
import ts from 'typescript';

export type Import = {
  readonly specifier: string;
  /** Nothing of it is left in the JavaScript. */
  readonly isTypeOnly: boolean;
  /** From 1. */
  readonly line: number;
};

/**
 * Static and dynamic imports, re-exports, `require` and `import('x').T` in types; not what stands in comments or strings.
 * The ending of the path says whether it may hold JSX.
 */
export function importsOf(text: string, path = 'source.ts'): readonly Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const target = targetOf(node);
    if (target !== undefined && ts.isStringLiteralLike(target.specifier)) {
      found.push({
        specifier: target.specifier.text,
        isTypeOnly: target.isTypeOnly,
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function targetOf(node: ts.Node): { readonly specifier: ts.Node; readonly isTypeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) {
    return { specifier: node.moduleSpecifier, isTypeOnly: isTypeOnlyClause(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    const named =
      node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause : undefined;
    return { specifier: node.moduleSpecifier, isTypeOnly: node.isTypeOnly || areAllTypes(named) };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { specifier: node.moduleReference.expression, isTypeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: node.argument.literal, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && isLoader(node.expression) && node.arguments[0] !== undefined) {
    return { specifier: node.arguments[0], isTypeOnly: false };
  }
  return undefined;
}

/** `import {}` and `import 'x'` run the module: they are imports of its value. */
function isTypeOnlyClause(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && areAllTypes(named);
}

function areAllTypes(list: ts.NamedImports | ts.NamedExports | undefined): boolean {
  return list !== undefined && list.elements.length > 0 && list.elements.every((element) => element.isTypeOnly);
}

function isLoader(callee: ts.Node): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}
