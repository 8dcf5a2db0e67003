import { generatePeople, type InventedPerson, namedPeople } from '../../sandbox-kit/people.ts';
import { wibDay } from './wib.ts';

/** One application for a permit: the row of a checklist, and what became of it. */
export interface Permit {
  readonly idIzin: string;
  readonly idProyek: string;
  readonly kodeIzin: string;
  readonly kodeDaerah: string;
  readonly kewenangan: string;
  readonly nama: string;
  status: string;
  nomor: string;
  lampiran: string;
  approvedAt?: number;
}

export interface Company {
  readonly nib: string;
  readonly ossId: string;
  readonly idIzin: string;
  readonly idProyek: string;
  readonly nama: string;
  readonly kbli: string;
  readonly alamat: string;
  readonly person: InventedPerson;
  readonly issued: string;
  changed: string;
  statusNib: string;
  /** How often it was changed, which is part of its content. */
  changes: number;
  readonly permits: readonly Permit[];
}

export interface Companies {
  find(by: { readonly nib?: string; readonly ossId?: string; readonly npwp?: string }): Company | undefined;
  permit(idIzin: string): { readonly permit: Permit; readonly company: Company } | undefined;
  /** Another one, with as many permits of the city. */
  found(permits: number): Company;
  all(): readonly Company[];
}

const REGION = '1275000000';
const KBLI = ['56102', '47111', '01111', '96112', '45201'];

/** The company of section 4, those of the shared people, and whoever is founded while the sandbox runs. */
export function createCompanies(now: () => number, people: number): Companies {
  const byNib = new Map<string, Company>();
  const byPermit = new Map<string, { readonly permit: Permit; readonly company: Company }>();
  const persons = [...namedPeople, ...generatePeople(Math.max(0, people))];
  const add = (company: Company) => {
    byNib.set(company.nib, company);
    for (const permit of company.permits) byPermit.set(permit.idIzin, { permit, company });
    return company;
  };
  add(exampleCompany(persons[3] as InventedPerson));
  let count = 0;
  const next = (permits: number) => {
    const person = persons[count % persons.length] as InventedPerson;
    do count += 1;
    while (byNib.has(nibOf(count))); // that of the example is the 42nd
    return add(companyOf(count, person, wibDay(now()), permits));
  };
  for (const _person of persons.slice(0, 5)) next(1);
  return {
    find: ({ nib, ossId, npwp }) =>
      nib !== undefined
        ? byNib.get(nib)
        : [...byNib.values()].find((one) => one.ossId === ossId || (npwp !== undefined && npwp === one.person.nik)),
    permit: (idIzin) => byPermit.get(idIzin),
    found: next,
    all: () => [...byNib.values()],
  };
}

function exampleCompany(person: InventedPerson): Company {
  return {
    nib: '9999000000042',
    ossId: 'P02-202602031015300420001',
    idIzin: 'I-202602031015300420000',
    idProyek: 'R-202602031015300420001',
    nama: 'KEDAI CONTOH RINA',
    kbli: '56102',
    alamat: 'Jl. Contoh No. 42',
    person,
    ...{ issued: '2026-02-03', changed: '', statusNib: '01', changes: 0 },
    permits: [permitOf('I-202602031015300420001', 'R-202602031015300420001')],
  };
}

function nibOf(count: number): string {
  return `99990${String(count).padStart(8, '0')}`;
}

function companyOf(count: number, person: InventedPerson, day: string, permits: number): Company {
  const stamp = `${day.replaceAll('-', '')}0800${String(count).padStart(7, '0')}`; // two more make 21 digits
  const idProyek = `R-${stamp}01`;
  return {
    nib: nibOf(count),
    ossId: `P-${stamp}01`,
    idIzin: `I-${stamp}00`,
    idProyek,
    nama: `USAHA CONTOH ${count}`,
    kbli: KBLI[count % KBLI.length] ?? '56102',
    alamat: `Jl. Contoh No. ${person.nomorRumah}`,
    person,
    ...{ issued: day, changed: '', statusNib: '01', changes: 0 },
    permits: Array.from({ length: permits }, (_, at) =>
      permitOf(`I-${stamp}${String(at + 1).padStart(2, '0')}`, idProyek),
    ),
  };
}

function permitOf(idIzin: string, idProyek: string): Permit {
  return {
    ...{ idIzin, idProyek, kodeIzin: '033000000001', kodeDaerah: REGION, kewenangan: '02' },
    ...{ nama: 'Sertifikat Standar Contoh', status: '09', nomor: '', lampiran: '' },
  };
}
