import type { FieldRule } from '../../../openapi/generated/mapping.ts';

/** Takes apart what a `join` put together; `undefined` where it does not come apart. */
export type Parting = (text: string) => readonly (string | undefined)[] | undefined;

/** Throws a RangeError for a join that has neither widths nor something between its parts. */
export function compileParting({ join = [], widths, between = '' }: FieldRule): Parting {
  if (widths) return (text) => fixed(text, widths, between);
  if (between === '') throw new RangeError('a join without widths and without "between" cannot be read backwards');
  return (text) => loose(text, join.length, between);
}

function fixed(text: string, widths: readonly number[], between: string): readonly string[] | undefined {
  const parts: string[] = [];
  let at = 0;
  for (const [index, width] of widths.entries()) {
    if (index > 0) {
      if (!text.startsWith(between, at)) return undefined;
      at += between.length;
    }
    parts.push(text.slice(at, at + width));
    at += width;
  }
  return at === text.length ? parts : undefined;
}

/** The last part takes the rest. A text of fewer parts has the last ones: whoever wrote no title wrote the text. */
function loose(text: string, count: number, between: string): readonly (string | undefined)[] {
  const pieces = text.split(between);
  const first = pieces.slice(0, Math.min(count, pieces.length) - 1);
  const rest = pieces.slice(first.length).join(between);
  return [...Array<undefined>(count - first.length - 1).fill(undefined), ...first, rest];
}
