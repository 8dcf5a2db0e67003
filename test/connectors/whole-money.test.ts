import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Wherever money passes. */
const FOLDERS = [
  'connectors/bank-ecollection',
  'connectors/bank-h2h',
  'connectors/bank-snap',
  'connectors/rupiah.ts',
  'hub/services/pembayaran',
];
/** Divisions of other things, each with what it divides. */
const DIVIDES: Readonly<Record<string, string>> = {
  'hub/services/pembayaran/picture.ts': 'pixels',
};
/** The one file that makes amounts, and checks each. */
const MINT = 'connectors/rupiah.ts';
const FLOATING = new Set(['parseFloat', 'toFixed', 'toPrecision', 'round', 'fround', 'ceil', 'trunc']);

function filesOf(path: string): readonly string[] {
  if (path.endsWith('.ts')) return [path];
  const entries = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

/** What could make a broken amount, as `file:line what`. */
function floatsIn(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (node: ts.Node, what: string) =>
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node) && !Number.isInteger(Number(node.text))) note(node, `the fraction ${node.text}`);
    if (ts.isBinaryExpression(node) && isDivision(node.operatorToken.kind) && !divides(file, node))
      note(node, 'a division');
    if (ts.isIdentifier(node) && FLOATING.has(node.text)) note(node, node.text);
    if (ts.isAsExpression(node) && /\bRupiah\b/.test(node.type.getText()) && file !== MINT)
      note(node, 'an amount by assertion');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isDivision(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.SlashToken || kind === ts.SyntaxKind.SlashEqualsToken;
}

/** Whole numbers of any size divide into whole numbers. Seconds of a clock are no money. */
function divides(file: string, { right }: ts.BinaryExpression): boolean {
  return (
    DIVIDES[file] !== undefined ||
    ts.isBigIntLiteral(right) ||
    /^(1000|60_?000|86_?400_?000|[A-Z_]*(MS|SECONDS))$/.test(right.getText())
  );
}

test('nothing that handles money can make a fraction of it', () => {
  const found = FOLDERS.flatMap(filesOf).flatMap((file) => floatsIn(file, readFileSync(join(ROOT, file), 'utf8')));
  expect(found).toEqual([]);
});

test.each([
  ['const a = amount / 2;', 'a division'],
  ['amount /= 3;', 'a division'],
  ['const a = amount * 0.01;', 'the fraction 0.01'],
  ['const a = Math.round(amount);', 'round'],
  ['const a = parseFloat(text);', 'parseFloat'],
  ['const a = amount.toFixed(2);', 'toFixed'],
  ['const a = value as Rupiah;', 'an amount by assertion'],
])('the check finds %s', (text, what) => {
  expect(floatsIn('hub/services/pembayaran/x.ts', text)).toEqual([`hub/services/pembayaran/x.ts:1 ${what}`]);
});

const MONEY =
  /^(pokok|pengurang|jumlah|total|terbayar|sisa|lebihBayar|nominal|nominalBank|nominalHub|jumlahCocok|totalSisa|lebih)$/;
/** Counts of things under a name that is money elsewhere. */
const COUNTS = new Set(['JumlahRekonsiliasi.jumlah']);

test('every amount of the shared model is whole rupiah', () => {
  const wrong = ['tagihan', 'pembayaran', 'pembayaran-hulu'].flatMap((name) => {
    const schemas = parse(readFileSync(join(ROOT, `openapi/model/${name}.yaml`), 'utf8')) as Readonly<
      Record<string, Schema>
    >;
    return Object.entries(schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([property, value]) => MONEY.test(property) && !COUNTS.has(`${schema}.${property}`) && !isWhole(value))
        .map(([property]) => `${schema}.${property}`),
    );
  });
  expect(wrong).toEqual([]);
});

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** An amount, an integer within the bounds of one, a group of amounts, or nothing. */
function isWhole({ $ref, type, oneOf }: Schema): boolean {
  if (oneOf) return oneOf.every((one) => one.type === 'null' || isWhole(one));
  return type === 'integer' || type === 'object' || ($ref?.endsWith('#/Rupiah') ?? false);
}
