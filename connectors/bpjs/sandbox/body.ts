import { isRecord } from '../../sandbox-kit/wire-json.ts';

/** A refusal's sentence; thrown while a body is read, so that the first mistake is the one that is told. */
export class Objection extends Error {
  override readonly name = 'Objection';
}

/** Reads the members of a JSON body by their type, and objects in words. */
export interface Body {
  text(name: string): string;
  optionalText(name: string): string;
  whole(name: string): number;
  /** A number, or digits in a text: some clients send a doctor's code so (section 7.1). */
  wholeOrDigits(name: string): number;
  choice<Choice extends string | number>(name: string, choices: readonly Choice[]): Choice;
  list(name: string): readonly Body[];
  /** Of whatever type, but there: neither absent nor null nor empty text. */
  given(name: string): unknown;
}

export function readBody(text: string): Body {
  return bodyOf(parsed(text));
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // said below
  }
  throw new Objection('Format data tidak sesuai, gunakan JSON');
}

function bodyOf(record: Readonly<Record<string, unknown>>): Body {
  const optionalText = (name: string) => {
    const value = record[name] ?? '';
    if (typeof value !== 'string') throw new Objection(`${name} harus berupa teks`);
    return value.trim();
  };
  const whole = (name: string) => {
    const value = record[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Objection(`${name} harus berupa angka`);
    return value;
  };
  return {
    optionalText,
    whole,
    text(name) {
      const value = optionalText(name);
      if (value === '') throw new Objection(`${name} tidak boleh kosong`);
      return value;
    },
    wholeOrDigits(name) {
      const value = record[name];
      return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : whole(name);
    },
    choice(name, choices) {
      const value = record[name];
      const chosen = choices.find((choice) => choice === value);
      if (chosen === undefined) throw new Objection(`${name} tidak sesuai, gunakan ${choices.join(', ')}`);
      return chosen;
    },
    list(name) {
      const value = record[name];
      if (!Array.isArray(value) || !value.every(isRecord)) throw new Objection(`${name} harus berupa daftar`);
      return value.map(bodyOf);
    },
    given(name) {
      const value = Object.hasOwn(record, name) ? record[name] : undefined;
      if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
        throw new Objection(`${name} tidak boleh kosong`);
      return value;
    },
  };
}
