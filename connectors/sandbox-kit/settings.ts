import { SandboxInputError } from './fault-input.ts';
import { isRecord } from './wire-json.ts';

/** One switch of a sandbox, set with `PUT /_sandbox/settings`. */
export interface Setting<Value> {
  readonly explanation: string;
  readonly initial: Value;
  /** What is accepted, in words. */
  readonly accepts: string;
  readonly check: (value: unknown) => boolean;
}
export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type SettingValues<Of extends Settings> = { [Name in keyof Of]: Of[Name]['initial'] };

export function numberSetting(initial: number, explanation: string): Setting<number> {
  return { explanation, initial, accepts: 'a number', check: (value) => Number.isFinite(value) };
}

export function textSetting(initial: string, explanation: string): Setting<string> {
  return { explanation, initial, accepts: 'text', check: (value) => typeof value === 'string' };
}

export function textsSetting(initial: readonly string[], explanation: string): Setting<readonly string[]> {
  const check = (value: unknown) => Array.isArray(value) && value.every((element) => typeof element === 'string');
  return { explanation, initial, accepts: 'a list of texts', check };
}

export function choiceSetting<Choice extends string>(
  choices: readonly [Choice, ...Choice[]],
  explanation: string,
): Setting<Choice> {
  const check = (value: unknown) => choices.some((choice) => choice === value);
  return { explanation, initial: choices[0], accepts: choices.join(' or '), check };
}

export function initialValues<Of extends Settings>(settings: Of): SettingValues<Of> {
  const entries = Object.entries(settings).map(([name, setting]) => [name, setting.initial]);
  return Object.fromEntries(entries) as SettingValues<Of>;
}

/** Changes `values` by `input`, all of it or, throwing a `SandboxInputError`, nothing. */
export function changeSettings(settings: Settings, values: Record<string, unknown>, input: unknown): void {
  if (!isRecord(input)) throw new SandboxInputError('settings are a JSON object');
  for (const [name, value] of Object.entries(input)) {
    const setting = settings[name];
    if (!setting) {
      throw new SandboxInputError(
        `unknown setting "${name}"; known settings: ${Object.keys(settings).join(', ') || 'none'}`,
      );
    }
    if (!setting.check(value)) {
      throw new SandboxInputError(`setting "${name}" must be ${setting.accepts}, not ${JSON.stringify(value)}`);
    }
  }
  Object.assign(values, input);
}
