interface BigProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string | null | undefined;
  /** Something is wrong: said by the words as well. */
  readonly alarm?: boolean;
}

/** One large figure in a `dl.angka-besar`. */
export function Big({ name, value, note, alarm }: BigProps) {
  return (
    <div class={alarm ? 'gawat' : ''}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note && <dd class="redup">{note}</dd>}
    </div>
  );
}
