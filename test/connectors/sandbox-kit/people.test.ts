import { expect, test } from '@jest/globals';
import { generatePeople, type InventedPerson, namedPeople } from '../../../connectors/sandbox-kit/people.ts';

const people = [...namedPeople, ...generatePeople(12_000)];

/** The rules of the Dukcapil notes, section 6. */
function nikFits({ nik, sex, tanggalLahir }: InventedPerson): boolean {
  const [, day = '', month, year, serial] = /^9901\d\d(\d\d)(\d\d)(\d\d)(\d{4})$/.exec(nik) ?? [];
  const birthDay = Number(day) - (sex === 'P' ? 40 : 0);
  return serial !== '0000' && tanggalLahir.endsWith(`${year}-${month}-${String(birthDay).padStart(2, '0')}`);
}

test('every nik follows the rules, in a province that does not exist', () => {
  expect(people.filter((person) => !nikFits(person))).toEqual([]);
});

test('nobody shares a nik or a card', () => {
  for (const field of ['nik', 'noKartu'] as const) {
    expect(new Set(people.map((person) => person[field])).size).toBe(people.length);
  }
});

test('cards have 13 digits, and a longer list begins like a shorter one', () => {
  expect(people.every(({ noKartu }) => /^00099\d{8}$/.test(noKartu))).toBe(true);
  expect(generatePeople(300).slice(0, 200)).toEqual(generatePeople(200));
  expect(generatePeople(1)[0]).toMatchObject({
    nik: '9901010101450001',
    noKartu: '0009910000001',
    nama: 'ARIF PERMANA',
  });
});
