import { isBlank, isList, isRecord, type Json } from './json.ts';
import { ruleOf, sourcesOf, type Written } from './written.ts';

interface Names {
  /** Taken or ignored whole: what is below is known. */
  readonly whole: ReadonlySet<string>;
  /** On the way to one of several paths of a rule, or below `fields` and `each`: of any kind. */
  readonly checked: ReadonlySet<string>;
  /** On the way to what is taken: records. */
  readonly records: ReadonlySet<string>;
}

/** Members that the mapping names nowhere, and records on the way to what it takes that are none. */
export function unnamedIn(payload: Json | undefined, written: Written, place: string) {
  const names = namesIn(written, place);
  const additive = new Set<string>();
  const broken: string[] = [];
  const rowsAt = written.many ? place : undefined;

  const visit = (value: Json, path: string, shown: string): void => {
    if (isRecord(value)) for (const [name, below] of Object.entries(value)) member(name, below, path, shown);
    else if (isList(value)) for (const row of value) visitRow(row, path, shown);
  };
  const visitRow = (row: Json, path: string, shown: string): void => {
    if (isRecord(row)) visit(row, path, `${shown}[]`);
    else if (path === rowsAt) broken.push(`${shown}[]`);
  };
  const member = (name: string, below: Json, path: string, shown: string): void => {
    const [whole, shownWhole] = [joined(path, name), joined(shown, name)];
    if (names.whole.has(whole)) return;
    const isOnTheWay = names.records.has(whole) || names.checked.has(whole);
    if (!isOnTheWay) additive.add(shownWhole);
    else if (names.records.has(whole) && whole !== rowsAt && !isRecord(below) && !isBlank(below))
      broken.push(shownWhole);
    else visit(below, whole, shownWhole);
  };
  if (names.whole.has(place)) return { additive: [], broken: [] };
  if (!isRecord(payload) && !(isList(payload) && rowsAt === '')) {
    if (!isBlank(payload)) additive.add('(content)');
  } else visit(payload, '', '');
  return { additive: [...additive], broken };
}

const joined = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function namesIn({ fields, ignore }: Written, place: string): Names {
  const whole = new Set<string>(ignore.map((path) => (path === '' ? place : joined(place, path))));
  const checked = new Set<string>();
  const records = new Set<string>(wayTo(joined(place, '?')));
  const take = (taken: Written['fields'], base: string): void => {
    for (const field of Object.values(taken)) {
      const rule = ruleOf(field);
      const sources = sourcesOf(rule);
      const isOneOfSeveral = sources.length > 1 && !rule.join;
      for (const source of sources) {
        const path = joined(base, source.path);
        for (const step of wayTo(path)) (isOneOfSeveral ? checked : records).add(step);
        const inside = rule.fields ?? rule.each;
        if (inside) {
          checked.add(path);
          take(inside, path);
        } else whole.add(path);
      }
    }
  };
  take(fields, place);
  for (const path of ignore) for (const step of wayTo(joined(place, path))) checked.add(step);
  for (const path of checked) if (isInside(fields, place, path)) records.delete(path);
  return { whole, checked, records };
}

/** `a.b.c`: `a`, `a.b`. */
function wayTo(path: string): readonly string[] {
  const keys = path.split('.');
  return keys.slice(1).map((_, index) => keys.slice(0, index + 1).join('.'));
}

/** The path is itself what a `fields` or an `each` takes: its own check is stricter, or it is left. */
function isInside(fields: Written['fields'], base: string, path: string): boolean {
  return Object.values(fields).some((field) => {
    const rule = ruleOf(field);
    const inside = rule.fields ?? rule.each;
    return (
      inside !== undefined &&
      sourcesOf(rule).some((source) => {
        const own = joined(base, source.path);
        return own === path || isInside(inside, own, path);
      })
    );
  });
}
