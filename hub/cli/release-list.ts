import type { Candidates } from '../exchange/line.ts';
import type { ShadowReport } from '../store/releases.ts';
import { instantOf } from './instant.ts';
import { checkInstance, type ReleaseGround, withReleases } from './release-ground.ts';
import { table } from './table.ts';
import type { ConfigOption } from './with-store.ts';

/** Of each operation: what it is asked with, who said so and why, what else there is, and what reads along. */
export async function listReleases(options: ConfigOption & { readonly instance?: string }): Promise<void> {
  await withReleases(options, 'told', async (given) => {
    if (options.instance !== undefined) checkInstance(given, options.instance);
    const shadows = await given.store.shadows();
    const instances = options.instance === undefined ? given.instances : [options.instance];
    const rows = instances.flatMap((instance) =>
      [...given.candidatesOf(instance)].map(([operation, candidates]) => {
        const shadow = shadows.find((one) => one.instance === instance && one.operation === operation);
        return [instance, operation, ...wordsOf(given, instance, operation, candidates), shadowWords(shadow)];
      }),
    );
    const heading = ['instance', 'operation', 'in use', 'said by', 'since', 'why', 'others', 'shadow'];
    process.stdout.write(table([heading, ...rows]));
  });
}

function wordsOf(
  { choices }: ReleaseGround,
  instance: string,
  operation: string,
  { operations, pinned }: Candidates,
): readonly string[] {
  const [inUse, ...others] = operations.map(({ release }) => release);
  const choice = choices.of(instance, operation);
  const used = `${inUse}${pinned ? ' (pinned)' : ''}`;
  const rest = others.join(' ');
  if (!choice) return [used, 'configuration', '', '', rest];
  const lost = choice.release === inUse ? '' : `${choice.release} was chosen and cannot be used`;
  return [used, choice.by, instantOf(choice.since), lost || choice.reason, rest];
}

function shadowWords(shadow: ShadowReport | undefined): string {
  if (!shadow) return '';
  const { release, read, agreed, differed, unfit, askedOtherwise, skipped } = shadow;
  const counts = Object.entries({ agreed, differed, unfit, 'asked otherwise': askedOtherwise, 'left out': skipped })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`);
  return `${release}: ${read} read${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`;
}
