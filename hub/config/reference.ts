import { readFileSync, writeFileSync } from 'node:fs';
import { follow, type Schema, schemas } from './schemas.ts';

/**
 * The tables of README.md, made from openapi/config.yaml. `npx node hub/config/reference.ts` writes them anew; a test
 * fails when they are stale.
 */
const README = new URL('README.md', import.meta.url);
const MARKS = /(<!-- reference: begin -->\n)[\s\S]*(<!-- reference: end -->)/;

export function withReference(readme: string): string {
  return readme.replace(MARKS, (_whole, begin: string, end: string) => `${begin}\n${referenceText()}\n${end}`);
}

function referenceText(): string {
  const groups = Object.entries(schemas).filter(([, schema]) => schema.properties);
  return groups.map(([name, schema]) => `### ${name}\n\n${tableOf(schema)}\n`).join('\n');
}

function tableOf({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { default: standard, description = '', writeOnly } = follow(schema);
    const otherwise = required.includes(name) ? '**required**' : standardText(schema, standard);
    const secret = writeOnly ? ' Secret.' : '';
    return [`\`${name}\``, typeText(schema), otherwise, `${description}${secret}`.trim()];
  });
  return aligned([['Setting', 'What', 'Default', 'Meaning'], ...rows]);
}

/** As the formatter would write it, so that the two do not take turns. */
function aligned(rows: readonly (readonly string[])[]): string {
  const [heads = []] = rows;
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return lines.toSpliced(1, 0, rule).join('\n');
}

function standardText(schema: Schema, standard: unknown): string {
  if (standard === undefined) return '';
  return schema.$ref ? 'see there' : `\`${typeof standard === 'string' ? standard : JSON.stringify(standard)}\``;
}

function typeText(schema: Schema): string {
  const group = groupOf(schema);
  if (group) return `[${group}](#${group.toLowerCase()})`;
  const {
    type = 'any',
    enum: choices,
    format,
    minimum,
    maximum,
    minLength,
    items,
    additionalProperties,
  } = follow(schema);
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (items) return `list of ${typeText(items)}`;
  if (type === 'object')
    return typeof additionalProperties === 'object' ? `by name: ${typeText(additionalProperties)}` : 'settings';
  const range = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(minLength !== undefined && minLength > 1 ? [`at least ${minLength} characters`] : []),
  ].join(' ');
  const words: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false' };
  const kind = format === 'uri' ? 'address' : format === 'date' ? 'date' : (words[type] ?? type);
  return range ? `${kind}, ${range}` : kind;
}

/** The table a setting refers to, where it has one of its own. */
function groupOf({ $ref = '' }: Schema): string | undefined {
  const name = $ref.split('/').at(-1) ?? '';
  return schemas[name]?.properties ? name : undefined;
}

if (import.meta.main) writeFileSync(README, withReference(readFileSync(README, 'utf8')));
