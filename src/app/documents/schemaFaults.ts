// Compares JSON with the part of JSON Schema that our schemas use, and says what is wrong in which line.
import { nearestName } from '../../core/nearestName';
import { type JsonNode, jsonValue } from '../../core/positionedJson';
import type { Translate } from '../l10n';

/** The members that are understood; others, such as titles, only help editors. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};

export type Fault = { readonly line: number; readonly text: string };

type ObjectNode = Extract<JsonNode, { readonly kind: 'object' }>;

export class SchemaCheck {
  private readonly found: Fault[] = [];

  constructor(
    private readonly definitions: Readonly<Record<string, Schema>>,
    private readonly t: Translate,
  ) {}

  faults(node: JsonNode, schema: Schema): readonly Fault[] {
    this.check(node, schema, '');
    return this.found;
  }

  private check(node: JsonNode, given: Schema, path: string): void {
    const schema = this.resolve(given);
    if (schema.type !== undefined && !isOfType(node, schema.type)) {
      this.add(node.line, this.t('{0} must be {1}.', this.named(path), this.typeText(schema.type)));
      return;
    }
    if (node.kind === 'object') this.checkObject(node, schema, path);
    else if (node.kind === 'array') this.checkArray(node, schema, path);
    else if (typeof node.value === 'string') this.checkText(node.value, node.line, schema, path);
    else if (typeof node.value === 'number') this.checkNumber(node.value, node.line, schema, path);
  }

  private checkObject(node: ObjectNode, schema: Schema, path: string): void {
    const { properties = {}, additionalProperties = true, required = [] } = schema;
    for (const { name, line, value } of node.members) {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined;
      const itsSchema = own ?? rest;
      if (itsSchema !== undefined) this.check(value, itsSchema, join(path, name));
      else if (additionalProperties === false) {
        const known = Object.keys(properties).filter((key) => !key.startsWith('$'));
        this.add(line, this.unknownText(join(path, name), nearestName(name, known), known));
      }
    }
    for (const name of required) {
      if (!node.members.some((member) => member.name === name)) {
        this.add(node.line, this.t('{0} is missing.', join(path, name)));
      }
    }
  }

  private checkArray(node: Extract<JsonNode, { readonly kind: 'array' }>, schema: Schema, path: string): void {
    const { items, minItems = 0, maxItems = Infinity } = schema;
    if (node.items.length < minItems) {
      this.add(node.line, this.t('{0} must have {1} or more entries.', this.named(path), minItems));
    }
    if (node.items.length > maxItems) {
      this.add(node.line, this.t('{0} has more than {1} entries.', this.named(path), maxItems));
    }
    if (items === undefined) return;
    for (const [index, item] of node.items.entries()) this.check(item, items, `${path}[${index}]`);
  }

  private checkText(value: string, line: number, schema: Schema, path: string): void {
    const { minLength = 0, maxLength = Infinity, pattern, description = '' } = schema;
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      this.add(line, this.t('{0} must be one of: {1}', this.named(path), schema.enum.join(', ')));
    } else if (value.length < minLength) {
      this.add(line, this.t('{0} must not be empty.', this.named(path)));
    } else if (value.length > maxLength) {
      this.add(line, this.t('{0} has more than {1} characters.', this.named(path), maxLength));
    } else if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
      this.add(line, this.t('{0} cannot be "{1}". {2}', this.named(path), value.slice(0, 100), description).trim());
    }
  }

  private checkNumber(value: number, line: number, schema: Schema, path: string): void {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum) this.add(line, this.t('{0} must be at least {1}.', this.named(path), minimum));
    if (value > maximum) this.add(line, this.t('{0} must be at most {1}.', this.named(path), maximum));
  }

  private unknownText(path: string, nearest: string | undefined, known: readonly string[]): string {
    return nearest === undefined
      ? this.t('{0} is not known here. These are: {1}', path, known.join(', '))
      : this.t('{0} is not known here. Did you mean "{1}"?', path, nearest);
  }

  private resolve(schema: Schema): Schema {
    const name = schema.$ref?.replace('#/definitions/', '');
    return name === undefined ? schema : (this.definitions[name] ?? schema);
  }

  private named(path: string): string {
    return path === '' ? this.t('The document') : path;
  }

  private typeText(type: string): string {
    switch (type) {
      case 'object':
        return this.t('an object in braces');
      case 'array':
        return this.t('a list in brackets');
      case 'string':
        return this.t('a text in quotes');
      case 'integer':
        return this.t('a whole number without quotes');
      case 'boolean':
        return this.t('true or false, without quotes');
      default:
        return type;
    }
  }

  private add(line: number, text: string): void {
    this.found.push({ line, text });
  }
}

function isOfType(node: JsonNode, type: string): boolean {
  if (node.kind !== 'scalar') return node.kind === type;
  const value = jsonValue(node);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
