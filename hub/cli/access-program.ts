import { type Command, InvalidArgumentError, Option } from 'commander';
import { namedIn } from '../audit/chain.ts';
import { configOption, moment, wholeNumber } from './options.ts';

const named = (command: Command) => command.argument('<name>', 'what is typed to sign in').addOption(configOption());
const passwordFile = () =>
  new Option(
    '--password-file <file>',
    'a file with the password; - is standard input (default: one is made and shown)',
  );

export function addOperators(program: Command): void {
  const operators = program.command('operators').description('who may use the console: pengamat, operator, admin');
  named(operators.command('create'))
    .description('let somebody in')
    .requiredOption('--role <role>', 'pengamat looks, operator acts, admin says who does')
    .addOption(passwordFile())
    .action(async (name: string, options) => (await import('./operators.ts')).createOperator(name, options));
  operators
    .command('list')
    .description('who may use it, and who was allowed to')
    .addOption(configOption())
    .action(async (options) => (await import('./operators.ts')).listOperators(options));
  named(operators.command('role'))
    .description('give somebody another role; sessions that are open have it at once')
    .argument('<role>')
    .action(async (name: string, role: string, options) =>
      (await import('./operators.ts')).setRole(name, role, options),
    );
  named(operators.command('password'))
    .description('give somebody another password, and end every session of theirs')
    .addOption(passwordFile())
    .action(async (name: string, options) => (await import('./operators.ts')).setPassword(name, options));
  named(operators.command('disable'))
    .description('let somebody in no more, and end every session of theirs')
    .action(async (name: string, options) => (await import('./operators.ts')).disableOperator(name, options));
  named(operators.command('reset-two-factor'))
    .description('let somebody sign in without a code, who has lost the phone')
    .action(async (name: string, options) => (await import('./operators.ts')).resetTwoFactor(name, options));
}

const VERIFY_HELP = `
Ends with 0 where every record is as it was written, and 1 where one is not; other work of the hub goes on meanwhile.

Whoever can write to the database can also cut off the newest records, or put back a copy of last week, and leave no trace
in it. Note down what this prints as the newest record, somewhere else, and hand it to --known next time.`;

export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('who read whose data and who did what, bound so that changes show');
  audit
    .command('verify')
    .description('read every record, and say where one was changed, removed, added or cut off')
    .option('--from <sequence>', 'from this record on (default: all of them)', wholeNumber)
    .option('--known <record...>', 'what was printed as the newest record earlier: it must still be there', known)
    .addOption(configOption())
    .addHelpText('after', VERIFY_HELP)
    .action(async (options) => (await import('./audit.ts')).verify(options));
  audit
    .command('list')
    .description('the newest records')
    .option('--application <id>', 'of this application, or of operator:<name>')
    .option('--service <name>', 'of this service: getPeserta, konsol.masuk')
    .option('--subject <hash>', 'about this person, by the hash that a record shows')
    .option('--from <moment>', 'since then: 2026-11-20 or 2026-11-20T14:30', moment)
    .option('--to <moment>', 'until then', moment)
    .option('--before <sequence>', 'those that come after this record in the list', wholeNumber)
    .option('--limit <count>', 'how many', wholeNumber, 50)
    .addOption(configOption())
    .action(async (options) => (await import('./audit.ts')).list(options));
}

function known(text: string, before: readonly object[] = []) {
  const named = namedIn(text);
  if (named) return [...before, named];
  throw new InvalidArgumentError(
    'must be a record as "simpul audit verify" prints it: its number, a colon and 43 characters',
  );
}
