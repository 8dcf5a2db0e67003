import { type Command, InvalidArgumentError } from 'commander';
import { configOption, wholeNumber } from './options.ts';

const MOST_ANSWERS = 1000;

/** Commands that operators mend with. A running hub hears what they say within a second. */
export function addReleases(program: Command): void {
  const release = program.command('release').description('releases and their mappings: look, mend, switch');
  addMappings(release);
  addLooking(release);
  addSwitching(release);
}

const named = (command: Command) =>
  command.argument('<instance>', 'an instance of the configuration: bpjs').addOption(configOption());
const someOperations = (command: Command) =>
  command.option('--operation <name...>', 'only these operations (default: all it has)');
const lastOption = (command: Command) =>
  command.option('--last <count>', 'how many of the newest kept answers of each operation', answers, 20);

function addMappings(release: Command): void {
  release
    .command('check')
    .description("list every mistake of the mappings, the city's own included, and run their examples")
    .argument('[directory]', 'a folder of mappings (default: those of this installation and of mappingsDir)')
    .addOption(configOption())
    .action(async (directory: string | undefined, options) =>
      (await import('./release.ts')).checkReleases(directory, options),
    );
  release
    .command('new')
    .description('start a release that inherits from another one, in mappingsDir where it is set')
    .argument('<upstream/release>', 'its name: bpjs/vclaim-2.1')
    .requiredOption('--from <release>', 'the one it inherits from: vclaim-2.0')
    .option('--operation <name...>', 'start a file for these operations, with the newest answer that does not fit')
    .addOption(configOption())
    .action(async (name: string, options) => (await import('./release-new.ts')).newRelease(name, options));
}

function addLooking(release: Command): void {
  release
    .command('list')
    .description('what each operation is asked with, who said so and why, and what reads along')
    .option('--instance <name>', 'of this instance only')
    .addOption(configOption())
    .action(async (options) => (await import('./release-list.ts')).listReleases(options));
  lastOption(someOperations(named(release.command('dry-run'))))
    .description(
      'read kept answers with a release and say field by field what would change; nothing is sent or switched',
    )
    .argument('<release>', 'vclaim-2.1')
    .option('--json', 'for machines')
    .action(async (instance: string, name: string, options) =>
      (await import('./release-dry-run.ts')).dryRunRelease(instance, name, options),
    );
  someOperations(named(release.command('shadow')))
    .description('let a release read along without being used, or show what came of it')
    .argument('[release]', 'vclaim-2.1')
    .option('--off', 'none reads along any more')
    .action(async (instance: string, name: string | undefined, options) =>
      (await import('./release-shadow.ts')).shadowRelease(instance, name, options),
    );
}

function addSwitching(release: Command): void {
  const because = (command: Command) => command.option('--because <text>', 'why, for those who look later');
  const force = (command: Command) => command.option('--force', 'also where kept answers would no longer be read');
  force(because(lastOption(someOperations(named(release.command('activate'))))))
    .description('use a release from now on, once nothing speaks against it')
    .argument('<release>', 'vclaim-2.1')
    .action(async (instance: string, name: string, options) =>
      (await import('./release-activate.ts')).activateRelease(instance, name, options),
    );
  someOperations(named(release.command('rollback')))
    .description('take the last word back, of every operation it was said of')
    .action(async (instance: string, options) => (await import('./release-rollback.ts')).rollBack(instance, options));
  force(because(lastOption(someOperations(named(release.command('pin'))))))
    .description('keep a release, whatever the upstream answers')
    .argument('[release]', 'vclaim-2.0 (default: the one in use)')
    .action(async (instance: string, name: string | undefined, options) =>
      (await import('./release-pin.ts')).pinRelease(instance, name, options),
    );
  someOperations(named(release.command('unpin')))
    .description('let the hub switch by itself again')
    .action(async (instance: string, options) => (await import('./release-pin.ts')).unpinRelease(instance, options));
}

export function addDrift(program: Command): void {
  const drift = program.command('drift').description('what in the answers of upstreams does not fit');
  drift
    .command('list')
    .description('each kind of drift once, with how often and since when')
    .option('--instance <name>', 'of this instance only')
    .option('--operation <name>', 'of this operation only')
    .option('--all', 'all of them (default: the first 30)')
    .addOption(configOption())
    .action(async (options) => (await import('./drift.ts')).listDrift(options));
  named(drift.command('show'))
    .description('with the rule it is about, and the first and last answer, masked')
    .argument('<operation>', 'peserta-by-nik')
    .argument('[path]', 'of the answer: peserta.nama')
    .action(async (instance: string, operation: string, path: string | undefined, options) =>
      (await import('./drift.ts')).showDrift(instance, operation, path, options),
    );
}

export function addIncidents(program: Command): void {
  program
    .command('incidents')
    .description('what happened to upstreams and their releases')
    .command('list')
    .description('the newest first')
    .option('--open', 'only what goes on')
    .addOption(configOption())
    .action(async (options) => (await import('./incidents.ts')).listIncidents(options));
}

function answers(text: string): number {
  const count = wholeNumber(text);
  if (count >= 1 && count <= MOST_ANSWERS) return count;
  throw new InvalidArgumentError(`must be from 1 to ${MOST_ANSWERS}`);
}
