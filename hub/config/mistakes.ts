import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml';

/** Keys from the top of the file down; list positions are digits. */
export type Path = readonly string[];

/** Something wrong (or, in `warnings`, worth knowing) at one place, before anybody looked up its line. */
export interface Finding {
  readonly at: Path;
  readonly reason: string;
}

export interface Mistake {
  /** `instances.bpjs.settings.consumerId`, `PORT (environment)`; `''` for the file as a whole. */
  readonly path: string;
  readonly reason: string;
  readonly line?: number;
}

export function pathText(at: Path): string {
  return at.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text ? `${text}.${part}` : part), '');
}

/** A place as one text, for sets. */
export function placeOf(at: Path): string {
  return JSON.stringify(at);
}

/** The first finding of a place explains it; what a later check says there mostly follows from the first. */
export function onePerPlace(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const place = placeOf(finding.at);
    if (!first.has(place)) first.set(place, finding);
  }
  return [...first.values()];
}

/** The line of a place; of the nearest place around it where the file says nothing there. */
export function lineOf(at: Path, document: Document, lines: LineCounter): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of at) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (!pair) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = rangeStart(node) ?? offset;
    } else break;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function rangeStart(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** All mistakes (or warnings) for a terminal, one line each, in the order of the file. */
export function mistakesText(file: string, mistakes: readonly Mistake[], word = 'mistake'): string {
  const title = `${file}: ${mistakes.length} ${word}${mistakes.length === 1 ? '' : 's'}`;
  const inOrder = mistakes.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const rows = inOrder.map(({ path, reason, line }) => {
    const place = line === undefined ? '' : `line ${line}: `;
    return `  ${place}${path ? `${path}: ` : ''}${reason}`;
  });
  return [title, ...rows].join('\n');
}
