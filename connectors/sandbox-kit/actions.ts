import type { Action } from './definition.ts';
import { SandboxInputError } from './fault-input.ts';

export type Actions = Readonly<Record<string, Action>>;

/** Rejects with a `SandboxInputError` for a name that nobody gave an action. */
export async function perform(actions: Actions, name: string, input: unknown): Promise<unknown> {
  const action = actionOf(actions, name);
  if (!action) throw new SandboxInputError(`unknown action "${name}"; known actions: ${knownActions(actions)}`);
  return action(input);
}

export function actionOf(actions: Actions, name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

export function knownActions(actions: Actions): string {
  return Object.keys(actions).join(', ') || 'none';
}
