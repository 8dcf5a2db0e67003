import { isBlank, isList, isRecord, type Json, type JsonRecord, type Path } from './json.ts';

/** What an envelope says of itself, after the upstream's document and not after the connector. */
export type Opened =
  | {
      readonly kind: 'content';
      readonly payload: Json | undefined;
      readonly code?: string;
      /** Where the payload stands in the body. */
      readonly path: Path;
      readonly additive: readonly string[];
    }
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  /** Where a document says that this is how "no rows" is written. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'fault' };

export type Opener = (body: Json | undefined) => Opened;

const changed = (...paths: readonly string[]): Opened => ({ kind: 'changed', paths });
const fault: Opened = { kind: 'fault' };
const isScalar = (body: Json | undefined) => body === undefined || (!isRecord(body) && !isList(body));

function beside(record: JsonRecord, names: readonly string[], path: string, { anyCase = false } = {}): string[] {
  const isNamed = (name: string) => names.includes(anyCase ? name.toLowerCase() : name);
  return Object.keys(record).flatMap((name) => (isNamed(name) ? [] : [`${path}.${name}`]));
}

function otherKind(value: Json | undefined, isRight: boolean, path: string): string[] {
  return value === undefined || value === null || isRight ? [] : [path];
}

/** The BPJS notes, section 3: names in any case, the code text or number. */
export const bpjs: Opener = (body) => {
  if (isScalar(body)) return fault;
  const meta = isRecord(body) ? memberOf(body, 'metadata') : undefined;
  if (!isRecord(body) || !isRecord(meta)) return changed('(envelope)');
  const code = memberOf(meta, 'code');
  if (!isCode(code)) return changed('metaData.code');
  const message = memberOf(meta, 'message');
  const [name = 'response'] = Object.keys(body).filter((one) => one.toLowerCase() === 'response');
  return {
    kind: 'content',
    payload: memberOf(body, 'response'),
    code: String(code).trim(),
    path: [name],
    additive: [
      ...beside(body, ['metadata', 'response'], '(envelope)', { anyCase: true }),
      ...beside(meta, ['code', 'message'], 'metaData', { anyCase: true }),
      ...otherKind(message, typeof message === 'string', 'metaData.message'),
    ],
  };
};

function memberOf(record: JsonRecord, lowerCase: string): Json | undefined {
  return Object.entries(record).find(([name]) => name.toLowerCase() === lowerCase)?.[1];
}

const isCode = (code: unknown) => ['string', 'number', 'bigint'].includes(typeof code);

/** The Dukcapil notes, sections 4.1 and 4.4: everything is said inside the one object of `content`. */
export const dukcapil: Opener = (body) => {
  if (isScalar(body)) return fault;
  const content = isRecord(body) ? body.content : undefined;
  const person = isList(content) && content.length === 1 ? content[0] : undefined;
  if (!isRecord(body) || !isRecord(person)) return changed('content');
  const { RESPONSE_CODE: code } = person;
  if (!isBlank(code) && !isCode(code)) return changed('RESPONSE_CODE');
  const speaks = ['RESPON', 'RESPONSE', 'RESPONSE_DESC'].some(
    (name) => typeof person[name] === 'string' && !isBlank(person[name]),
  );
  if (isBlank(code) && speaks) return fault; // a sentence that no list knows
  const { quotaLimiter } = body;
  const isCount = isBlank(quotaLimiter) || (!isList(quotaLimiter) && Number.isFinite(Number(quotaLimiter)));
  const names = ['firstPage', 'lastPage', 'numberOfElements', 'totalElements', 'sort', 'number', 'size'];
  return {
    kind: 'content',
    payload: person,
    ...(isBlank(code) ? {} : { code: String(code).trim() }),
    path: ['content', 0],
    additive: [
      ...beside(body, ['content', 'quotaLimiter', ...names], '(envelope)'),
      ...otherKind(quotaLimiter, isCount && typeof quotaLimiter !== 'boolean', 'quotaLimiter'),
    ],
  };
};

/** The LAPOR notes, section 4. A write is answered with an object or with nothing. */
export const lapor =
  ({ isWrite }: { readonly isWrite: boolean }): Opener =>
  (body) => {
    if (isScalar(body)) return fault;
    if (!isRecord(body)) return changed('(envelope)');
    const { sukses, pesan, data, halaman } = body;
    if (typeof sukses !== 'boolean') return changed('sukses');
    return {
      kind: 'content',
      payload: isWrite && !isRecord(data) ? null : data,
      code: sukses ? 'sukses' : 'gagal',
      path: ['data'],
      additive: [
        ...beside(body, ['sukses', 'pesan', 'data', 'halaman'], '(envelope)'),
        ...(isRecord(halaman) ? beside(halaman, ['ke', 'total', 'jumlah'], 'halaman') : []),
        ...otherKind(pesan, typeof pesan === 'string', 'pesan'),
        ...otherKind(halaman, isRecord(halaman), 'halaman'),
      ],
    };
  };

/** The list itself, and nothing around it (the LAPOR notes, section 2.2). */
export const bare: Opener = (body) =>
  isScalar(body) ? fault : { kind: 'content', payload: body, path: [], additive: [] };

/** A row of a file: nothing is ever around it. */
export const row: Opener = (body) => ({ kind: 'content', payload: body, path: [], additive: [] });

/** What stands in the one root, whatever its name; attributes, which begin with `@`, are named nowhere (section 2.1). */
export const xml: Opener = (body) => {
  if (typeof body === 'string' && !isBlank(body)) return changed('(message)'); // a sentence that no list knows
  const roots = isRecord(body) ? Object.entries(body) : [];
  const [[name, root] = ['', '']] = roots;
  if (roots.length !== 1 || isList(root)) return fault;
  const payload = isRecord(root) ? root : { [name]: root };
  const [elements, attributes] = [withoutAttributes(payload), attributesIn(payload, '')];
  return { kind: 'content', payload: elements, path: [name], additive: attributes };
};

function attributesIn(value: Json, path: string): string[] {
  if (isList(value)) return value.flatMap((one) => attributesIn(one, path));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const whole = path === '' ? name : `${path}.${name}`;
    return name.startsWith('@') ? [whole] : attributesIn(below, whole);
  });
}

function withoutAttributes(value: Json): Json {
  if (isList(value)) return value.map(withoutAttributes);
  if (!isRecord(value)) return value;
  const elements = Object.entries(value).filter(([name]) => !name.startsWith('@'));
  return Object.fromEntries(elements.map(([name, below]) => [name, withoutAttributes(below)]));
}
