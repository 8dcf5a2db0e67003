import { loadApiDocument } from '../../hub/api/document.ts';
import { createValidation } from '../../hub/api/validation.ts';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON, `undefined` where it is none. */
  readonly body: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

const document = loadApiDocument();
const validation = createValidation(document);
const PROBLEM = '#/components/schemas/Problem';

/** What is wrong with an answer, held against the OpenAPI document: its status, its content type, its body. */
export function mistakesOfAnswer(method: string, path: string, answer: Answer): readonly string[] {
  const { status, headers, text, body } = answer;
  const type = headers['content-type']?.split(';')[0] ?? '';
  const mistakes = headers['x-request-id'] ? [] : ['no X-Request-Id'];
  const operation = operationOf(method, path);
  if (!operation) return [...mistakes, ...mistakesOfProblem(answer)];
  const documented = contentTypesOf(operation, status);
  if (!documented) return [...mistakes, `${operation.id} documents no ${status}`];
  if (method === 'HEAD' || status === 304 || status === 204)
    return text === '' ? mistakes : [...mistakes, 'a body where none may be'];
  if (!documented.includes(type)) return [...mistakes, `${operation.id} ${status}: "${type}" is not documented`];
  if (!type.endsWith('json')) return mistakes;
  const wrong = validation.checkAnswer(operation, status, body);
  return [...mistakes, ...wrong.map(({ di, masalah }) => `${di}: ${masalah}`), ...(status >= 400 ? leaksIn(text) : [])];
}

/** The same for an answer that no operation documents: an unknown address, a wrong method. */
export function mistakesOfProblem({ status, headers, text, body }: Answer): readonly string[] {
  const [anyOperation] = document.operations;
  if (!anyOperation) return ['the document holds no operation'];
  if (!headers['content-type']?.startsWith('application/problem+json')) return [`${status} is not problem+json`];
  if (text === '') return []; // an answer to HEAD
  const problem = { ...anyOperation, answerSchemas: new Map([[status, PROBLEM]]) };
  const wrong = validation.checkAnswer(problem, status, body).map(({ di, masalah }) => `${di}: ${masalah}`);
  return [...wrong, ...leaksIn(text), ...((body as Tree).status === status ? [] : ['another status in the body'])];
}

/** Whatever could be a NIK, a family card or a JKN card, or is one of the keys that tests use. */
export function leaksIn(text: string): readonly string[] {
  const numbers = text.match(/\d{13,}/g) ?? [];
  const keys = text.match(/simpul-demo-key|smp_[\w-]+|kunci-rahasia[\w-]*/g) ?? [];
  return [...numbers, ...keys].map((found) => `leaks ${found}`);
}

/** A path without a placeholder comes before one with, as OpenAPI has it. */
function operationOf(method: string, path: string) {
  const [pathname = ''] = path.split('?');
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
  return document.operations
    .filter((operation) => operation.method === asked && patternOf(operation.path).test(pathname))
    .toSorted((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')))[0];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function contentTypesOf({ path, method }: { path: string; method: string }, status: number) {
  const paths = document.json.paths as Record<string, Record<string, { responses: Record<string, Tree> }>>;
  const answer = paths[path]?.[method]?.responses[String(status)];
  return answer && Object.keys((resolved(answer).content as Tree | undefined) ?? {});
}

function resolved(node: Tree): Tree {
  if (typeof node.$ref !== 'string') return node;
  return resolved(
    node.$ref
      .slice(2)
      .split('/')
      .reduce((at: unknown, name) => (at as Tree)[name], document.json) as Tree,
  );
}
