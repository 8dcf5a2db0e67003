import PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;

export const INK = '#1b2733';
export const MUTED = '#5d6977';
export const RULE = '#d4dae0';
export const BAND = '#f2f5f7';
export const APPLICATIONS = '#0a6650';
export const UPSTREAM = '#b0530b';
export const GAP = '#d9ece4';

const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const;
const MARGINS = { top: 46, right: 40, bottom: 60, left: 40 };
const A4_WIDTH = 595.28;

export const LEFT = MARGINS.left;
export const WIDTH = A4_WIDTH - MARGINS.left - MARGINS.right;

export function newDocument(title: string, madeAt: Date): Pdf {
  return new PDFDocument({
    ...{ size: 'A4', margins: MARGINS, bufferPages: true, lang: 'id-ID', displayTitle: true },
    info: { Title: title, Creator: 'Simpul', Producer: 'Simpul', CreationDate: madeAt },
  });
}

export interface Style {
  readonly size?: number;
  readonly font?: keyof typeof FONTS;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** On one line, and cut where it does not fit. */
  readonly oneLine?: boolean;
}

export interface Place {
  readonly x?: number;
  readonly y: number;
  readonly width?: number;
}

/** Writes there, and leaves the pen below it. */
export function write(pdf: Pdf, text: string, { x = LEFT, y, width = WIDTH }: Place, style: Style = {}): void {
  const { size = 9, font = 'plain', color = INK, align = 'left', oneLine = false } = style;
  pdf.font(FONTS[font]).fontSize(size).fillColor(color);
  const cut = oneLine ? { height: size, ellipsis: true } : {};
  pdf.text(printable(text), x, y, { width, align, lineGap: oneLine ? 0 : size * 0.2, ...cut });
}

export function heightOf(pdf: Pdf, text: string, width: number, { size = 9, font = 'plain' }: Style = {}): number {
  return pdf
    .font(FONTS[font])
    .fontSize(size)
    .heightOfString(printable(text), { width, lineGap: size * 0.2 });
}

/** Where the pen is, on a page that has so much room left below it. */
export function room(pdf: Pdf, height: number): number {
  if (pdf.y + height > pdf.page.maxY()) pdf.addPage();
  return pdf.y;
}

/** The heading of a part, never alone at the foot of a page. */
export function heading(pdf: Pdf, text: string, about = ''): void {
  pdf.y += 16;
  write(pdf, text, { y: room(pdf, 90) }, { size: 12, font: 'bold' });
  if (about) write(pdf, about, { y: pdf.y + 1 }, { size: 8, color: MUTED });
  pdf.y += 4;
}

export function rule(pdf: Pdf, y: number, color = RULE): void {
  pdf
    .moveTo(LEFT, y)
    .lineTo(LEFT + WIDTH, y)
    .lineWidth(0.6)
    .strokeColor(color)
    .stroke();
}

/** At the foot of every page, once it is known how many there are. */
export function numberPages(pdf: Pdf, text: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const y = pdf.page.maxY() + 22;
    pdf.page.margins.bottom = 0; // below the margin a text would begin another page
    rule(pdf, y - 7);
    write(pdf, text, { y }, { size: 7.5, color: MUTED, oneLine: true });
    const number = `Halaman ${page - start + 1} dari ${count}`;
    write(pdf, number, { y }, { size: 7.5, color: MUTED, align: 'right', oneLine: true });
  }
}

/** What the standard fonts have no letter for: printed as it is it would come out as other letters. */
const UNPRINTABLE = /[^\n\u{20}-\u{7e}\u{a0}-\u{ff}–—‘’“”•…€]/gu;

export function printable(text: string): string {
  return text.normalize('NFC').replace(UNPRINTABLE, '?');
}
