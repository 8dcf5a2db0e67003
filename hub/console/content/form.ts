import type { ApiDocument } from '../../api/document.ts';
import { resolved, type Schema } from '../../api/schema.ts';
import type { IsianPesan, JenisIsian } from '../views/pesan.ts';
import { type Mask, maskFor } from './masking.ts';
import { below } from './rows.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The fields of a body, as a form offers them. What is there is shown masked: whoever corrects one field need not see the
 * others, and what nobody writes over stays as it is.
 */
export function formOf(document: ApiDocument, schema: Schema, body: Body): readonly IsianPesan[] {
  const mask = maskFor(body);
  return fieldsIn({ document, mask, path: '', name: '', required: true }, schema, body);
}

interface Place {
  readonly document: ApiDocument;
  readonly mask: Mask;
  readonly path: string;
  readonly name: string;
  readonly required: boolean;
}

function fieldsIn(place: Place, given: Schema, value: unknown): readonly IsianPesan[] {
  const schema = resolved(place.document, given);
  if (schema.properties) return fieldsOfObject(place, schema, value);
  if (schema.items) return fieldsOfList(place, schema.items, value);
  if (schema.oneOf) return alternativeFields(place, schema.oneOf, value);
  const { value: nilai, masked } = schema.enum
    ? { value: value ?? null, masked: false }
    : place.mask.of(place.name, value);
  return [
    {
      di: place.path,
      jenis: kindOf(schema),
      ada: value !== undefined,
      wajib: place.required,
      nilai: nilai as IsianPesan['nilai'],
      samar: masked,
      pilihan: (schema.enum ?? []) as IsianPesan['pilihan'],
      keterangan: schema.description ?? '',
    },
  ];
}

function fieldsOfObject(place: Place, { properties = {}, required = [] }: Schema, value: unknown) {
  const members = isBody(value) ? value : {};
  return Object.entries(properties).flatMap(([name, schema]) =>
    fieldsIn(
      // what a missing object would need is needed with it only
      { ...place, path: below(place.path, name), name, required: value !== undefined && required.includes(name) },
      schema,
      members[name],
    ),
  );
}

/** Its entries; another one is a matter for the application. */
function fieldsOfList(place: Place, items: Schema, value: unknown): readonly IsianPesan[] {
  const entries = Array.isArray(value) ? value : [];
  return entries.flatMap((entry, index) =>
    fieldsIn({ ...place, path: below(place.path, String(index)), required: true }, items, entry),
  );
}

/** That one of several forms whose members are there. */
function alternativeFields(place: Place, forms: readonly Schema[], value: unknown): readonly IsianPesan[] {
  const fitting = forms
    .map((one) => resolved(place.document, one))
    .find(({ properties }) => isBody(value) && Object.keys(value).every((name) => properties && name in properties));
  return fitting ? fieldsIn(place, fitting, value) : [];
}

function kindOf({ type, enum: words, format }: Schema): JenisIsian {
  if (words) return 'pilihan';
  if (type === 'boolean') return 'ya-tidak';
  if (type === 'integer' || type === 'number') return 'angka';
  if (format === 'date') return 'tanggal';
  return format === 'date-time' ? 'waktu' : 'teks';
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
