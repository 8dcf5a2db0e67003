import { Command, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };

const { version } = manifest;

const configOption = () =>
  new Option('--config <file>', 'configuration file (else SIMPUL_CONFIG, ./simpul.yaml, the built-in demo)');

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
  addLanes(program);
  addTry(program);
  addRelease(program);
  addImporLapor(program);
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

function addRelease(program: Command): void {
  const release = program.command('release').description('releases and their mappings');
  release
    .command('check')
    .description('list every mistake of the mappings, and run their examples')
    .argument('[directory]', 'a folder of mappings (default: those of this installation)')
    .action(async (directory: string | undefined) => (await import('./release.ts')).checkReleases(directory));
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

/** Local time of the city. */
function moment(text: string): Date {
  const at = new Date(/T/.test(text) ? `${text}:00+07:00` : `${text}T00:00:00+07:00`);
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError('must be a day or a minute: 2026-11-20 or 2026-11-20T14:30');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}
