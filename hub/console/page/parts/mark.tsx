/** Threads that meet. */
export function Mark() {
  return (
    <span class="merek">
      <img src="/console/simpul.svg" alt="" width="28" height="28" /> Simpul
    </span>
  );
}
