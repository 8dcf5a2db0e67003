import { Command, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addAudit, addOperators } from './access-program.ts';
import { budgetYear, configOption, moment, wholeNumber } from './options.ts';
import { addDrift, addIncidents, addReleases } from './release-program.ts';

const { version } = manifest;

/** Every command, with help on every level. What a command needs is loaded when it runs: `simpul --help` is instant. */
export function createProgram(): Command {
  const program = new Command('simpul')
    .description(
      'Integration hub for local governments: one API over BPJS, Dukcapil and others, that goes on when they fail.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride() // main.ts ends the process, with 2 for a wrong call
    .showHelpAfterError('(add --help for what it takes)')
    .showSuggestionAfterError();

  program
    .command('serve')
    .description('start the hub, and the sandboxes that the configuration names')
    .addOption(configOption())
    .action(async (options: { config?: string }) => (await import('./serve.ts')).serve(options));

  program
    .command('sandbox')
    .description('start stand-ins of upstreams alone, to develop against')
    .argument('[names...]', 'which ones (default: all)')
    .option('--people <count>', 'how many invented people to add', wholeNumber, 200)
    .action(async (names: string[], options: { people: number }) =>
      (await import('./sandbox.ts')).sandbox(names, options),
    );

  program
    .command('doctor')
    .description('check configuration, store, every upstream and the clock')
    .addOption(configOption())
    .action(async (options: { config?: string }) => (await import('./doctor.ts')).doctor(options));

  addApps(program);
  addOperators(program);
  addAudit(program);
  addLanes(program);
  addBreakers(program);
  addTry(program);
  addReleases(program);
  addDrift(program);
  addIncidents(program);
  addImporLapor(program);
  addRekonsiliasi(program);
  addLaporanBulanan(program);
  addPlanning(program);
  return program;
}

function addApps(program: Command): void {
  const apps = program.command('apps').description('applications that may call the unified API');
  apps
    .command('create')
    .description('register an application and print its key, once')
    .argument('<name>', 'for people: e-dokter')
    .requiredOption('--scope <scope...>', 'what it may call: jkn:baca penduduk:baca penduduk:verifikasi')
    .requiredOption('--purpose <purpose...>', 'what it reads data for, the usual one first: pelayanan-publik')
    .option('--limit <requests>', 'requests a minute (default: that of the configuration)', wholeNumber)
    .addOption(configOption())
    .action(async (name: string, options) => (await import('./apps.ts')).createApp(name, options));
  apps
    .command('list')
    .description('who has a key')
    .addOption(configOption())
    .action(async (options) => (await import('./apps.ts')).listApps(options));
  apps
    .command('revoke')
    .description('take a key back; it stops working within a second')
    .argument('<name-or-id>')
    .addOption(configOption())
    .action(async (name: string, options) => (await import('./apps.ts')).revokeApp(name, options));
  addFacade(apps);
}

function addFacade(apps: Command): void {
  const facade = apps.command('facade').description('credentials with which applications speak old interfaces');
  facade
    .command('add', { isDefault: true })
    .description('give an application new ones, shown once, or take over those it has in its settings')
    .argument('<application>', 'its name or id')
    .argument('<upstream>', 'whose old interface: bpjs, dukcapil, lapor')
    .option('--id <id>', 'the id it has already: X-cons-id, USER_ID')
    .option('--secret-file <file>', 'a file with the secret or token it has already; - is standard input')
    .addOption(configOption())
    .action(async (application: string, upstream: string, options) =>
      (await import('./facade-credentials.ts')).addCredential(application, upstream, options),
    );
  facade
    .command('list')
    .description('who may speak which old interface')
    .addOption(configOption())
    .action(async (options) => (await import('./facade-credentials.ts')).listFacadeCredentials(options));
  facade
    .command('number')
    .description('what became of a complaint that an old intake gave a number of our own')
    .argument('<number>', 'ten digits, 2000000001')
    .addOption(configOption())
    .action(async (number: string, options) => (await import('./facade-number.ts')).showNumber(number, options));
  facade
    .command('revoke')
    .description('take credentials back; they stop working within a second')
    .argument('<reference>', 'as listed')
    .addOption(configOption())
    .action(async (reference: string, options) =>
      (await import('./facade-credentials.ts')).revokeCredential(reference, options),
    );
}

function addLanes(program: Command): void {
  const lanes = program.command('lanes').description('what waits to be forwarded, by instance and operation');
  lanes
    .command('list')
    .description('lanes that are not open, and how many messages wait in each')
    .addOption(configOption())
    .action(async (options) => (await import('./lanes.ts')).listLanes(options));
  lanes
    .command('pause')
    .description('send nothing more; what is accepted waits')
    .argument('<lane>', "instance and operation: 'lapor laporan-kirim'")
    .requiredOption('--reason <text>', 'shown to applications and operators')
    .addOption(configOption())
    .action(async (lane: string, { reason, ...options }) =>
      (await import('./lanes.ts')).pauseLane(lane, reason, options),
    );
  lanes
    .command('open')
    .description('end a pause, or try a held lane again now')
    .argument('<lane>')
    .addOption(configOption())
    .action(async (lane: string, options) => (await import('./lanes.ts')).openLane(lane, options));
}

function addBreakers(program: Command): void {
  const breakers = program.command('breakers').description('breakers that a person holds, by instance and operation');
  breakers
    .command('list')
    .description('which are held, by whom and why')
    .addOption(configOption())
    .action(async (options) => (await import('./breakers.ts')).listBreakers(options));
  const word = (name: string, to: 'open' | 'closed' | 'auto', description: string) => {
    const command = breakers
      .command(name)
      .description(description)
      .argument('<instance>', 'of the configuration: bpjs')
      .argument('<operation>', 'of its releases: peserta-by-nik')
      .addOption(configOption())
      .action(async (instance: string, operation: string, options) =>
        (await import('./breakers.ts')).holdBreaker(to, instance, operation, options),
      );
    if (to === 'auto') command.option('--reason <text>', 'for whoever looks later');
    else command.requiredOption('--reason <text>', 'shown to operators');
  };
  word('open', 'open', 'make no call; reads are answered from what is kept, and what is handed over waits');
  word('close', 'closed', 'make every call, whatever fails');
  word('auto', 'auto', 'let it decide by itself again');
}

function addTry(program: Command): void {
  program
    .command('try')
    .description("read an upstream's answer from a file and print what the hub makes of it, as one line of JSON")
    .argument('<instance>', 'an instance of the configuration: bpjs')
    .argument('<operation>', 'an operation of its releases: peserta-by-nik')
    .option('--release <name>', 'read it with this release (default: the best that has the operation)')
    .option('--body <file>', 'the answer (default: standard input)')
    .option('--status <code>', 'its HTTP status', wholeNumber, 200)
    .option('--type <type>', 'its content type', 'application/json')
    .option('--asked <json>', 'what was asked, where that matters: \'{"nik":"...","nama":"..."}\'')
    .option('--sealed-at <unixtime>', 'X-timestamp of the request, for answers sealed with it', wholeNumber)
    .addOption(configOption())
    .addHelpText('after', '\nExample:\n  simpul try bpjs peserta-by-nik --release vclaim-1.1 --body answer.json')
    .action(async (instance: string, operation: string, options) =>
      (await import('./try.ts')).tryAnswer(instance, operation, options),
    );
}

function addImporLapor(program: Command): void {
  program
    .command('impor-lapor')
    .description("take complaints in from the Excel export of LAPOR's agency admin: all of them in one commit, or none")
    .argument('<file>', 'the export, as .xlsx')
    .option('--kering', 'read, check and compare only; write nothing')
    .option('--lewati-yang-salah', 'leave bad rows out and write the others (default: one bad row, nothing is written)')
    .option(
      '--dibuat <moment>',
      'when the export was made, where it does not say: 2026-11-20 or 2026-11-20T14:30',
      moment,
    )
    .addOption(configOption())
    .action(async (file: string, options) => (await import('./impor-lapor.ts')).imporLapor(file, options));
}

const KINDS = ['skpd', 'standar-harga', 'rencana-kerja', 'rka', 'realisasi', 'sp2d'];
const kinds = (text: string) => new Option('--kumpulan <kind>', text).choices(KINDS);

function addPlanning(program: Command): void {
  program
    .command('sinkron')
    .description('ask the running hub to copy plans, budgets and price standards from SIPD now')
    .addOption(kinds('only this (default: everything that is configured)'))
    .option('--tahun <year>', 'only this budget year', budgetYear)
    .option('--batal', 'stop what is under way; what was copied before stays')
    .option('--tunggu', 'follow it until the end')
    .addOption(configOption())
    .action(async (options) => (await import('./sinkron.ts')).sinkron(options));
  program
    .command('impor-sipd')
    .description('take rows in from a file that an officer exported from SIPD: .xlsx (about 100,000 rows), CSV or JSON')
    .argument('<file>')
    .addOption(kinds('what is in it').makeOptionMandatory())
    .requiredOption('--tahun <year>', 'budget year', budgetYear)
    .addOption(new Option('--jadwal <schedule>', 'of plans and lines').choices(['murni', 'pergeseran', 'perubahan']))
    .option('--tanggal <day>', 'of realisation: the day it counts up to (default: today)', calendarDay)
    .addOption(new Option('--jenis <type>', 'where no row says it').choices(['ssh', 'hspk', 'asb', 'sbu']))
    .option('--skpd <code>', 'of plans, where no row says it')
    .option('--sub-kegiatan <key>', 'of lines, where no row says it: 7001.7001.301.401.501')
    .option('--sebagian', 'the file is a part of what there is: nothing is taken to be gone')
    .option('--meski-banyak', 'even where many rows are bad or would be gone')
    .option('--laporan <file>', 'write every bad row there (default: the first 20 are shown)')
    .option('--uji', 'read and compare only; change nothing')
    .addOption(configOption())
    .action(async (file: string, options) => (await import('./impor-sipd.ts')).imporSipd(file, options));
}

const RECONCILIATION_HELP = `
The bank's side is what is kept of that day: the report that GET /v1/rekonsiliasi of the running hub last got from the
bank (this command asks no bank), else the statement that was taken in. --csv takes a statement in first, in place of an
earlier one of the same days, and compares with it.

Columns are nomor and nominal, and where the file has them waktu, jam, permintaan, va, ntpd, keadaan. What they are
called is known of common statements; --kolom says it of others.

Ends with 0 where everything matches, 3 where something does not, 1 where it could not be compared, 2 for a wrong call.

Examples:
  simpul rekonsiliasi --instansi bank-bni --tanggal 2026-11-20
  simpul rekonsiliasi --instansi bank-sumut --tanggal 2026-11-20 --csv mutasi.csv --kolom nomor=Reference,nominal=Amount`;

function addRekonsiliasi(program: Command): void {
  program
    .command('rekonsiliasi')
    .description("compare a day's payments at a bank with what is booked here; nothing is changed by it")
    .requiredOption('--instansi <name>', 'the connection to the bank: bank-bni')
    .requiredOption('--tanggal <day>', 'the day in Jakarta: 2026-11-20', calendarDay)
    .option('--csv <file>', "take this statement of the bank's in first")
    .option('--kolom <columns>', 'what its columns are called: nomor=Reference,nominal=Amount,waktu=Date')
    .option('--abaikan-baris-salah', 'leave bad rows out and take the others (default: one bad row, nothing is taken)')
    .addOption(
      new Option('--sumber <source>', "by the bank's own report or by the statement").choices(['bank', 'berkas']),
    )
    .addOption(new Option('--keluaran <form>', 'form of the answer').choices(['json', 'tabel', 'csv']).default('tabel'))
    .addOption(configOption())
    .addHelpText('after', RECONCILIATION_HELP)
    .action(async (options) => (await import('./rekonsiliasi.ts')).rekonsiliasi(options));
}

const MONTHLY_HELP = `
The month is one of Waktu Indonesia Barat. One that is not over is reported up to now, and says so. Figures are kept for
400 days; the report of a month without any says since when there are some.

CSV has semicolons and decimal commas, as Excel with Indonesian settings opens it. A PDF is A4, for a desk.

Examples:
  simpul laporan-bulanan 2026-10 --format pdf --out laporan-2026-10.pdf
  simpul laporan-bulanan 2026-10 | jq .total`;

function addLaporanBulanan(program: Command): void {
  program
    .command('laporan-bulanan')
    .description('availability in a month: what local applications got, beside what upstreams gave')
    .argument('<month>', '2026-10')
    .addOption(new Option('--format <form>', 'form of the report').choices(['json', 'csv', 'pdf']).default('json'))
    .option('--out <file>', 'write it there (default: standard output; a PDF needs a file)')
    .option('--force', 'replace the file where there is one')
    .addOption(configOption())
    .addHelpText('after', MONTHLY_HELP)
    .action(async (month: string, options) => (await import('./laporan-bulanan.ts')).laporanBulanan(month, options));
}

function calendarDay(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text) return text;
  throw new InvalidArgumentError('must be a day: 2026-11-20');
}
