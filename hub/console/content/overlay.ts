type Scalar = string | number | boolean;

export interface Edits {
  /** By path: `pelapor.nama`, `instansi.0.id`. */
  readonly ubah: Readonly<Record<string, Scalar>>;
  readonly hapus: readonly string[];
}

/** A body with some of its fields written over or left out. `paths`: those that its form offers; others change nothing. */
export function overlaid(body: unknown, { ubah, hapus }: Edits, paths: ReadonlySet<string>): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  for (const [path, value] of Object.entries(ubah)) if (paths.has(path)) write(copy, path.split('.'), value);
  for (const path of hapus) if (paths.has(path)) write(copy, path.split('.'), undefined);
  return copy;
}

/** An object that is missing on the way is made; one that loses its last member goes with it. */
function write(
  into: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: Scalar | undefined,
): void {
  if (rest.length === 0) {
    if (value === undefined) delete into[first];
    else into[first] = value;
    return;
  }
  const inside = (into[first] ?? {}) as Record<string, unknown>;
  write(inside, rest, value);
  if (Object.keys(inside).length > 0) into[first] = inside;
  else delete into[first];
}
