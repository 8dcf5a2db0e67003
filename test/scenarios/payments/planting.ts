import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpul } from '../../hub/cli/simpul.ts';
import type { Paid } from './channels.ts';
import type { City } from './with-city.ts';

interface Row {
  readonly nomorBank: string;
}
/** What the command says, and what was planted; each a sorted list of the bank's numbers. */
export interface Differences {
  readonly cocok: number;
  readonly tidakAdaDiBank: readonly string[];
  readonly tidakAdaDiSini: readonly string[];
  readonly nominalBeda: readonly string[];
}

const EACH = 5;

/** A statement of the day with differences of every kind in it, for the command to find. */
export async function plantedAndFound(city: City, instansi: string, paid: readonly Paid[], day: string) {
  const own = paid.filter((payment) => payment.instansi === instansi);
  const dropped = own.slice(0, EACH);
  const altered = own.slice(EACH, 2 * EACH);
  const foreign = Array.from({ length: EACH }, (_, index) => `770000${index}`);
  const rows = [
    ...own
      .slice(EACH)
      .map((payment, index) => `${payment.nomorBank};${payment.nominal + (index < EACH ? 1 : 0)};${day}`),
    ...foreign.map((number) => `${number};99000;${day}`),
  ];
  const file = join(city.directory, `${instansi}.csv`);
  await writeFile(file, ['nomor;nominal;waktu', ...rows, ''].join('\n'));
  const config = join(city.directory, 'simpul.yaml');
  const columns = ['--kolom', 'nomor=nomor,nominal=nominal,waktu=waktu'];
  const args = [
    ...columns,
    '--config',
    config,
    '--instansi',
    instansi,
    '--tanggal',
    day,
    '--csv',
    file,
    '--keluaran',
    'json',
  ];
  const { code, stdout, stderr } = await simpul(['rekonsiliasi', ...args], '', {
    SIMPUL_DATA_DIR: join(city.directory, 'data'),
  });
  if (code !== 3) throw new Error(`it ended with ${code}: ${stderr}`);
  const said = JSON.parse(stdout) as Record<'tidakAdaDiBank' | 'tidakAdaDiSini' | 'nominalBeda', Row[]> & {
    cocok: number;
  };
  const numbers = (list: readonly Row[]) => list.map(({ nomorBank }) => nomorBank).sort();
  const found: Differences = {
    cocok: said.cocok,
    tidakAdaDiBank: numbers(said.tidakAdaDiBank),
    tidakAdaDiSini: numbers(said.tidakAdaDiSini),
    nominalBeda: numbers(said.nominalBeda),
  };
  const planted: Differences = {
    cocok: own.length - 2 * EACH,
    tidakAdaDiBank: numbers(dropped),
    tidakAdaDiSini: foreign.toSorted(),
    nominalBeda: numbers(altered),
  };
  return { found, planted };
}
