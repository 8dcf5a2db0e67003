import type { DialectWord } from '../../../connectors/callback.ts';
import type { FacadeWord, FacadeWords, Outcome } from '../../../openapi/generated/mapping.ts';

/** How something is said; `undefined`: the release has no word for it. */
export type DialectWords = (what: string) => DialectWord | undefined;

/** Without these nobody could be answered. */
const NEEDED = ['found', 'unavailable', 'misasked', 'auth'] as const;

/**
 * The outcomes read backwards, by what they are (`found`) or by their reason (`sudah-lunas`): the first that has it, with
 * its code, sentence and HTTP status. What the release or the operation says itself comes before that.
 */
export function compileDialectWords(
  outcomes: readonly Outcome[],
  said: readonly (FacadeWords | undefined)[],
  mistake: (path: string, reason: string) => void = () => {}, // an operation has all that its release has
): DialectWords {
  const words = new Map<string, DialectWord>();
  const whats = outcomes.flatMap(({ is, reason }) => [is, ...(reason === undefined ? [] : [reason])]);
  for (const what of new Set([...whats, ...said.flatMap((one) => Object.keys(one ?? {}))])) {
    const own = said.find((one) => one && Object.hasOwn(one, what))?.[what as keyof FacadeWords];
    const word = wordOf(own, ruleFor(what, outcomes));
    if (Object.keys(word).length > 0) words.set(what, word);
  }
  for (const kind of NEEDED)
    if (!words.has(kind))
      mistake(`facade.words.${kind}`, 'no outcome has a code, a sentence or an HTTP status for it, so write one here');
  return (what) => words.get(what);
}

/** A rule with a reason is asked for by that reason alone: "paid already" is not the word for every refusal. */
function ruleFor(what: string, outcomes: readonly Outcome[]): Outcome | undefined {
  return outcomes.find(({ is, reason }) => (reason ?? is) === what);
}

function wordOf(own: FacadeWord | undefined, rule: Outcome | undefined): DialectWord {
  const code = own?.code ?? [rule?.code ?? []].flat().find((one) => one !== 'none');
  const says =
    own?.says ?? (rule?.at === undefined ? [rule?.says ?? []].flat().find((one) => one.trim() !== '') : undefined);
  const http = own?.http ?? rule?.http?.[0];
  return {
    ...(code === undefined ? {} : { code }),
    ...(says === undefined ? {} : { says }),
    ...(http === undefined ? {} : { http }),
  };
}
