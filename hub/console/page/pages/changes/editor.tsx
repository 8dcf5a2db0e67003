import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'preact/hooks';
import type { KesalahanPemetaan } from '../../../views/perubahan.ts';

interface EditorProps {
  readonly label: string;
  /** What it begins with; another text begins anew. */
  readonly start: string;
  readonly changed: (text: string) => void;
  /** Asked when nobody has typed for a moment. */
  readonly check: (text: string) => Promise<readonly KesalahanPemetaan[]>;
}

const QUIET_MS = 350;

/**
 * A text of YAML with its mistakes beside its lines. It stands in a shadow tree: there its styles are sheets of their own,
 * which the page's policy lets in. Tab leaves it, as every other field.
 */
export function Editor({ label, start, changed, check }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const given = useRef({ changed, check });
  given.current = { changed, check };
  useEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const tell = EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) given.current.changed(state.doc.toString());
    });
    const lint = linter(async ({ state: { doc } }) => diagnosticsOf(await given.current.check(doc.toString()), doc), {
      delay: QUIET_MS,
    });
    const state = EditorState.create({
      doc: start,
      extensions: [
        ...[lineNumbers(), history(), lintGutter(), lint, yaml(), syntaxHighlighting(COLOURS), LOOK, tell],
        ...[EditorView.lineWrapping, keymap.of([...defaultKeymap, ...historyKeymap])],
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      ],
    });
    const view = new EditorView({ state, parent: root, root });
    return () => view.destroy();
  }, [start, label]);
  return <div ref={host} class="penyunting" />;
}

/** A mistake of another file is told below the editor only. */
function diagnosticsOf(mistakes: readonly KesalahanPemetaan[], doc: Text): Diagnostic[] {
  return mistakes
    .filter(({ baris }) => baris > 0)
    .map(({ baris, di, sebab }) => {
      const { from, to } = doc.line(Math.min(baris, doc.lines));
      return { from, to, severity: 'error', message: di === '' ? sebab : `${di}: ${sebab}` };
    });
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--utama)' },
  { tag: [tags.comment, tags.meta], color: 'var(--redup)' },
  { tag: [tags.string, tags.content], color: 'var(--tulisan)' },
  { tag: [tags.keyword, tags.bool, tags.number], color: 'var(--dijeda)' },
]);

const LOOK = EditorView.theme({
  '&': { backgroundColor: 'var(--muka)', color: 'var(--tulisan)', fontSize: '0.92rem' },
  '&.cm-focused': { outline: '2px solid var(--utama)' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    minHeight: '16rem',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--tulisan)' },
  '&.cm-focused .cm-cursor': { borderLeftColor: 'var(--tulisan)' },
  '.cm-gutters': { backgroundColor: 'var(--muka-2)', color: 'var(--redup)', border: '0' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--garis)' },
  '.cm-tooltip': { backgroundColor: 'var(--muka)', border: '1px solid var(--garis)', color: 'var(--tulisan)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--mati)' },
});
