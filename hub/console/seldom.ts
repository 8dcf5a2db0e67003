/** A look that is wanted twice a second by everybody, and taken less often. */
export type Seldom<Value> = () => Promise<Value>;

/** Payments wait in the same thread: looking takes a hundredth of its time at most, however much there is. */
const SHARE = 100;

/** Reads at most once in `noOftenerMs`, and less often where reading takes long; whoever asks meanwhile hears the same. */
export function seldom<Value>(read: () => Promise<Value>, noOftenerMs: number): Seldom<Value> {
  let known: { readonly value: Value } | undefined;
  let goodUntil = Number.NEGATIVE_INFINITY;
  let reading: Promise<Value> | undefined;

  async function look(): Promise<Value> {
    const started = performance.now();
    const value = await read();
    const ended = performance.now();
    known = { value };
    goodUntil = ended + Math.max(noOftenerMs, (ended - started) * SHARE);
    return value;
  }

  return async () => {
    if (known && performance.now() < goodUntil) return known.value;
    reading ??= look().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
