import { expect, test } from '@jest/globals';
import { documentToTry } from '../../../hub/api/docs-document.ts';
import { loadApiDocument } from '../../../hub/api/document.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Every parameter of a document, wherever it is written. */
function parametersOf({ components, paths }: Tree): readonly Tree[] {
  const shared = Object.values((components as { readonly parameters: Tree }).parameters);
  const own = Object.values(paths as Tree).flatMap((item) =>
    [item, ...Object.values(item as Tree)].flatMap((holder) => {
      const { parameters } = holder as { readonly parameters?: unknown };
      return Array.isArray(parameters) ? parameters : [];
    }),
  );
  return [...shared, ...own] as readonly Tree[];
}

const hasExample = ({ example, examples, schema = {} }: Tree) =>
  [example, examples, (schema as Tree).example, (schema as Tree).examples].some((value) => value !== undefined);

test('what need not be sent is not filled in, and what must be sent is', () => {
  const { json } = loadApiDocument();
  const [before, after] = [parametersOf(json), parametersOf(documentToTry(json))];
  expect(after).toHaveLength(before.length);
  const isRequired = ({ required }: Tree) => required === true;
  expect(before.filter((one) => !isRequired(one) && hasExample(one)).length).toBeGreaterThan(20);
  expect(after.filter((one) => !isRequired(one) && hasExample(one))).toEqual([]);
  expect(after.filter(isRequired)).toEqual(before.filter(isRequired));
});

test('nothing else of the document is another', () => {
  const { json, text } = loadApiDocument();
  const bodies = (tree: Tree) => (JSON.stringify(tree).match(/"requestBody"/g) ?? []).length;
  const tried = documentToTry(json);
  expect(Object.keys(tried)).toEqual(Object.keys(json));
  expect(Object.keys(tried.paths as Tree)).toEqual(Object.keys(json.paths as Tree));
  expect(bodies(tried)).toBe(bodies(json));
  expect(json).toEqual(JSON.parse(text)); // and the document itself stays as it was
});
