import { BAND, heightOf, INK, LEFT, MUTED, type Pdf, RULE, rule, type Style, WIDTH, write } from './page.ts';

export interface Column<Row> {
  readonly heading: string;
  /** Points; the one column without takes what is left. */
  readonly width?: number;
  /** Numbers stand at the right. */
  readonly align?: 'left' | 'right';
  readonly bold?: boolean;
  readonly text: (row: Row) => string;
}

interface Placed<Row> extends Column<Row> {
  readonly x: number;
  readonly inside: number;
}

const PADDING = 3;
const HEAD: Style = { size: 7, font: 'bold', color: MUTED };
const CELL: Style = { size: 8 };

/** Rows of any height, never broken; the headings stand on every page that it reaches. */
export function drawTable<Row>(pdf: Pdf, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const placed = placedColumns(columns);
  const headHeight = heightOfRow(pdf, placed, ({ heading }) => heading, HEAD);
  drawHead(pdf, placed, headHeight);
  for (const row of rows) {
    const text = (column: Placed<Row>) => column.text(row);
    const height = heightOfRow(pdf, placed, text, CELL);
    if (pdf.y + height > pdf.page.maxY()) {
      pdf.addPage();
      drawHead(pdf, placed, headHeight);
    }
    drawRow(pdf, placed, text, height, CELL);
    rule(pdf, pdf.y);
  }
}

function placedColumns<Row>(columns: readonly Column<Row>[]): readonly Placed<Row>[] {
  const rest = WIDTH - columns.reduce((sum, { width = 0 }) => sum + width, 0);
  let x = LEFT;
  return columns.map((column) => {
    const width = column.width ?? rest;
    const placed = { ...column, x: x + PADDING, inside: width - 2 * PADDING };
    x += width;
    return placed;
  });
}

function heightOfRow<Row>(
  pdf: Pdf,
  columns: readonly Placed<Row>[],
  text: (column: Placed<Row>) => string,
  style: Style,
): number {
  const heights = columns.map((column) => heightOf(pdf, text(column), column.inside, styleOf(column, style)));
  return Math.max(...heights) + PADDING; // below the last line there is the gap between lines already
}

function drawHead<Row>(pdf: Pdf, columns: readonly Placed<Row>[], height: number): void {
  pdf.rect(LEFT, pdf.y, WIDTH, height).fill(BAND);
  drawRow(pdf, columns, ({ heading }) => heading, height, HEAD);
  rule(pdf, pdf.y, RULE);
}

/** Where a table goes on, the pen stands below the row whatever was written last. */
function drawRow<Row>(
  pdf: Pdf,
  columns: readonly Placed<Row>[],
  text: (column: Placed<Row>) => string,
  height: number,
  style: Style,
): void {
  const top = pdf.y;
  for (const column of columns) {
    const own = styleOf(column, style);
    write(pdf, text(column), { x: column.x, y: top + PADDING, width: column.inside }, own);
  }
  pdf.y = top + height;
}

function styleOf<Row>({ align = 'left', bold = false }: Column<Row>, style: Style): Style {
  return { ...style, align, ...(bold && style === CELL ? { font: 'bold', color: INK } : {}) };
}
