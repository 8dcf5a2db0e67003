import { parseArgs } from 'node:util';

/** What a client is told when it is started; nothing of it changes afterwards. */
export interface Options {
  /** Address of the hub, or of a façade of it, without a slash at its end. */
  readonly base: string;
  readonly key: string;
  /** Requests per second, whether or not answers are there. */
  readonly rate: number;
  /** File of the people this application knows. */
  readonly people: string;
  /** File of the bills it has. */
  readonly bills: string;
  /** File of what stands in SIPD; it goes on being written. */
  readonly books: string;
  /** Credentials of the old protocol, where the client speaks one. */
  readonly id: string;
  readonly secret: string;
  /** How old an answer may be without being marked as old: what the application was promised. */
  readonly freshSeconds: number;
  readonly timeoutMs: number;
  /** A line is written every so many milliseconds. */
  readonly everyMs: number;
  /** Letters and digits that make what this run hands over its own. */
  readonly run: string;
  /** Day of the visits, `yyyy-MM-dd`. */
  readonly date: string;
}

type Name = keyof Options;

/** Reads the command line. Throws when an option is unknown, is needed and missing, or is no number where one is due. */
export function readOptions(needed: readonly Name[], args: readonly string[] = process.argv.slice(2)): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      base: { type: 'string', default: '' },
      key: { type: 'string', default: '' },
      rate: { type: 'string', default: '50' },
      people: { type: 'string', default: '' },
      bills: { type: 'string', default: '' },
      books: { type: 'string', default: '' },
      id: { type: 'string', default: '' },
      secret: { type: 'string', default: '' },
      freshSeconds: { type: 'string', default: '900' },
      timeoutMs: { type: 'string', default: '10000' },
      everyMs: { type: 'string', default: '1000' },
      run: { type: 'string', default: Date.now().toString(36).toUpperCase() },
      date: { type: 'string', default: jakartaDay(new Date()) },
    },
  });
  const missing = needed.filter((name) => values[name] === '');
  if (missing.length > 0) throw new Error(`missing: ${missing.map((name) => `--${name}`).join(', ')}`);
  const { rate, freshSeconds, timeoutMs, everyMs } = values;
  return {
    ...values,
    rate: positive('rate', rate),
    freshSeconds: positive('freshSeconds', freshSeconds),
    timeoutMs: positive('timeoutMs', timeoutMs),
    everyMs: positive('everyMs', everyMs),
  };
}

/** The day in Binjai, seven hours ahead of UTC. */
export function jakartaDay(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

function positive(name: Name, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new Error(`--${name} is no positive number`);
  return value;
}
