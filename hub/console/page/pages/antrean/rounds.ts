import { useEffect, useRef } from 'preact/hooks';

/** Counts up whenever this is another value. */
export function useRound(value: unknown): number {
  const seen = useRef({ value, round: 0 });
  if (seen.current.value !== value) seen.current = { value, round: seen.current.round + 1 };
  return seen.current.round;
}

/** Loads anew with each round; what was loaded stays until then. */
export function useRounds(round: number, { reload }: { readonly reload: () => void }): void {
  const last = useRef(round);
  useEffect(() => {
    if (last.current === round) return;
    last.current = round;
    reload();
  }, [round]);
}
