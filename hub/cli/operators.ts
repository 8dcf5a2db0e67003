import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createOperators } from '../access/create-operators.ts';
import { type Operator, OperatorError, type Operators, type Role } from '../access/operators.ts';
import { createAudit } from '../audit/audit.ts';
import { sealsOf } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { table } from './table.ts';
import { type ConfigOption, withSecrets } from './with-store.ts';

interface PasswordOption extends ConfigOption {
  readonly passwordFile?: string;
}

export async function createOperator(name: string, options: PasswordOption & { readonly role: string }): Promise<void> {
  const { password, shown } = passwordOf(options);
  await change('create', name, options, async (operators) => {
    const { role } = await operators.create({ name, role: options.role as Role, password });
    return `${name} may use the console as ${role}.${shown}`;
  });
}

export async function listOperators(options: ConfigOption): Promise<void> {
  await withOperators(options, async (operators) => {
    const rows = (await operators.list()).map(({ name, id, role, twoFactor, createdAt, disabledAt }) => [
      ...[name, id, role, twoFactor ? 'yes' : 'no'],
      disabledAt === undefined ? 'active' : `disabled ${dayOf(disabledAt)}`,
      dayOf(createdAt),
    ]);
    process.stdout.write(table([['name', 'id', 'role', 'two-factor', 'state', 'since'], ...rows]));
  });
}

export async function setRole(name: string, role: string, options: ConfigOption): Promise<void> {
  await change('role', name, options, async (operators) => {
    await operators.setRole((await active(operators, name)).id, role as Role);
    return `${name} is ${role} now`;
  });
}

export async function setPassword(name: string, options: PasswordOption): Promise<void> {
  const { password, shown } = passwordOf(options);
  await change('password', name, options, async (operators) => {
    await operators.setPassword((await active(operators, name)).id, password);
    return `${name} has another password, and every session is ended.${shown}`;
  });
}

export async function disableOperator(name: string, options: ConfigOption): Promise<void> {
  await change('disable', name, options, async (operators) => {
    await operators.disable((await active(operators, name)).id);
    return `${name} is disabled, and every session is ended`;
  });
}

export async function resetTwoFactor(name: string, options: ConfigOption): Promise<void> {
  await change('reset-two-factor', name, options, async (operators) => {
    await operators.endTwoFactor((await active(operators, name)).id);
    return `${name} signs in without a code until a second factor is set up again`;
  });
}

/** Does it, writes it into the audit, and says so. */
async function change(
  what: string,
  name: string,
  options: ConfigOption,
  work: (operators: Operators) => Promise<string>,
): Promise<void> {
  await withOperators(options, async (operators, store, secretKey) => {
    const done = await work(operators);
    process.stdout.write(`${done}\n`);
    await audited(`perintah.operators.${what}`, name, store, secretKey);
  });
}

async function audited(service: string, fields: string, store: Store, secretKey: string): Promise<void> {
  let failure: unknown;
  const audit = createAudit({
    ...{ store: store.audit, key: sealsOf(secretKey).auditKey, now: () => new Date() },
    trouble: (_what, error) => {
      failure = error;
    },
  });
  audit.record({
    ...{ at: Date.now(), requestId: '', application: 'perintah', purpose: 'pengoperasian', agreement: '' },
    ...{ service, subject: '', fields, outcome: 'selesai' },
  });
  await audit.flush();
  if (audit.available()) return;
  throw new CommandError(`this was done, and could not be written into the audit: ${reasonOf(failure)}`);
}

function withOperators(
  options: ConfigOption,
  work: (operators: Operators, store: Store, secretKey: string) => Promise<void>,
): Promise<void> {
  return withSecrets(options, async (store, secretKey) => {
    const { sealing } = sealsOf(secretKey);
    const now = () => new Date();
    const operators = createOperators({ store: store.operators, sealing, now, trouble: () => {} });
    try {
      await work(operators, store, secretKey);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      throw new CommandError(error.message, error.field === 'id' ? 1 : 2, { cause: error });
    }
  });
}

async function active(operators: Operators, name: string): Promise<Operator> {
  const found = (await operators.list()).find((one) => one.name === name && one.disabledAt === undefined);
  if (!found) throw new CommandError(`no active operator "${name}"; "simpul operators list" shows them`);
  return found;
}

/** From a file, as an argument would stand in the shell's history; else one that nobody has to think of. */
function passwordOf({ passwordFile }: PasswordOption): { readonly password: string; readonly shown: string } {
  if (passwordFile === undefined) {
    const password = randomBytes(15).toString('base64url');
    return { password, shown: ` The password, shown this once:\n\n  ${password}` };
  }
  try {
    const text = readFileSync(passwordFile === '-' ? 0 : passwordFile, 'utf8');
    return { password: text.replace(/\r?\n$/, ''), shown: '' };
  } catch (error) {
    throw new CommandError(`cannot read ${passwordFile}: ${reasonOf(error)}`, 2, { cause: error });
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
