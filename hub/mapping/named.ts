import type { Field } from '../../openapi/generated/mapping.ts';
import { pathsOf, ruleOf } from './field.ts';

/** What a mapping knows of one place in an answer. `everything`: taken or ignored, from here down. */
export type Named = 'everything' | Place;

export interface Place {
  readonly members: Map<string, Named>;
  /** `checked`: whoever takes it looks at its kind, or it may be of several. */
  readonly is: 'record' | 'rows' | 'checked';
}

export interface NamedFields {
  readonly fields: Readonly<Record<string, Field>>;
  readonly ignore: readonly string[];
}

/** The names a mapping takes or ignores below `at`, as a tree. */
export function namedPlaces({ fields, ignore }: NamedFields, at: string, isMany: boolean): Named {
  const root: Place = { members: new Map(), is: isMany && at === '' ? 'rows' : 'record' };
  const keys = keysOf(at);
  const record = keys.reduce((place, key, depth) => below(place, key, isMany && depth === keys.length - 1), root);
  nameFields(record, fields);
  for (const path of ignore) {
    if (path === '') return 'everything';
    name(record, path, 'everything', 'checked'); // nothing is taken there, so nothing breaks
  }
  return root;
}

const keysOf = (path: string) => (path === '' ? [] : path.split('.'));

function below(place: Place, key: string, isRows: boolean): Place {
  const made: Place = { members: new Map(), is: isRows ? 'rows' : 'record' };
  place.members.set(key, made);
  return made;
}

function nameFields(place: Place, fields: NamedFields['fields']): void {
  for (const field of Object.values(fields)) {
    const rule = ruleOf(field);
    const inside = rule.fields ?? rule.each;
    const paths = pathsOf(rule);
    const onTheWay = paths.length > 1 && !rule.join ? 'checked' : 'record'; // one of several may be of another form
    for (const path of paths) {
      if (!inside) name(place, path, 'everything', onTheWay);
      else {
        const made: Place = { members: new Map(), is: 'checked' };
        nameFields(made, inside);
        name(place, path, made, onTheWay);
      }
    }
  }
}

function name(place: Place, path: string, named: Named, onTheWay: Place['is']): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = place;
  for (const key of keys) {
    const there = at.members.get(key);
    if (there === 'everything') return;
    const next: Place = there ?? { members: new Map(), is: onTheWay };
    at.members.set(key, next);
    at = next;
  }
  at.members.set(last, joined(at.members.get(last), named));
}

/** Two rules may go into one place, each for fields of its own. */
function joined(there: Named | undefined, added: Named): Named {
  if (there === undefined) return added;
  if (there === 'everything' || added === 'everything') return 'everything';
  const members = new Map(there.members);
  for (const [key, named] of added.members) members.set(key, joined(members.get(key), named));
  return { members, is: 'checked' };
}
