import { type Finding, type Path, placeOf } from './mistakes.ts';
import { isTree } from './values.ts';

/** Where the parts of a text in `${…}` come from. `undefined`: there is no such thing. */
export interface Sources {
  readonly variable: (name: string) => string | undefined;
  readonly secretFile: (path: string) => string | undefined;
  readonly sandbox: (name: string) => string | undefined;
}

export interface Substituted {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Places (see `placeOf`) whose text was filled in, and so may stand for a number. */
  readonly filled: ReadonlySet<string>;
}

/** `$${…}` stays as `${…}`, for a password that really contains it. */
const REFERENCE = /(\$?)\$\{([^}]*)\}/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** Fills in every `${…}` of every text. What was filled in is not looked at again: a secret may contain anything. */
export function substitute(raw: unknown, sources: Sources, from: Path = []): Substituted {
  const findings: Finding[] = [];
  const filled = new Set<string>();
  const visit = (value: unknown, at: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...at, String(index)]));
    if (isTree(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, [...at, key])]));
    if (typeof value !== 'string' || !value.includes('${')) return value;
    return value.replaceAll(REFERENCE, (whole: string, escaped: string, inside: string) => {
      if (escaped) return whole.slice(1);
      filled.add(placeOf(at));
      const found = lookUp(inside, sources);
      if ('text' in found) return found.text;
      findings.push({ at, reason: found.reason });
      return whole;
    });
  };
  return { value: visit(raw, from), findings, filled };
}

function lookUp(inside: string, sources: Sources): { readonly text: string } | { readonly reason: string } {
  const [kind, rest] = inside.split(/:(?!-)(.*)/s);
  if (rest !== undefined && kind === 'file') {
    const text = sources.secretFile(rest);
    return text === undefined ? { reason: `the secret file ${rest} is not there or cannot be read` } : { text };
  }
  if (rest !== undefined && kind === 'sandbox') {
    const text = sources.sandbox(rest);
    return text === undefined ? { reason: `there is no sandbox "${rest}"; name it under "sandboxes"` } : { text };
  }
  const [, name, fallback] = VARIABLE.exec(inside) ?? [];
  if (name === undefined)
    return { reason: `\${${inside}} is not understood; write \${NAME}, \${NAME:-default} or \${file:/path}` };
  const text = sources.variable(name) || fallback; // an empty variable is one that somebody forgot to fill
  return text === undefined ? { reason: `the environment variable ${name} is not set` } : { text };
}
