import type { Hari, Persen } from '../report.ts';
import { APPLICATIONS, BAND, GAP, LEFT, MUTED, type Pdf, RULE, room, UPSTREAM, WIDTH, write } from './page.ts';

/** The axis begins at the highest of these that is below everything. */
const FLOORS = [99, 95, 90, 80, 50, 0];
const HEIGHT = 128;
const TICKS_WIDTH = 34;
const FOOT = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly stepWidth: number;
  readonly floor: number;
}

/** A line of the upstreams and one of the applications; what lies between them is what the hub gave. */
export function drawChart(pdf: Pdf, days: readonly Hari[], daysOfMonth: number): void {
  const top = room(pdf, HEIGHT + FOOT + 24) + 16;
  const upstream = days.map(({ hulu }) => hulu.tersediaPersen);
  const applications = days.map(({ aplikasi }) => aplikasi.tersediaPersen);
  const known = [...upstream, ...applications].filter((percent) => percent !== null);
  const floor = FLOORS.find((one) => known.every((percent) => percent >= one)) ?? 0;
  const stepWidth = (WIDTH - TICKS_WIDTH) / daysOfMonth;
  const frame = { left: LEFT + TICKS_WIDTH, top, stepWidth, floor };
  drawLegend(pdf, top - 16);
  drawAxes(pdf, frame, daysOfMonth);
  drawSilence(pdf, frame, days);
  drawGap(pdf, frame, upstream, applications);
  drawLine(pdf, frame, upstream, UPSTREAM, true);
  drawLine(pdf, frame, applications, APPLICATIONS, false);
  pdf.y = top + HEIGHT + FOOT;
}

function drawLegend(pdf: Pdf, y: number): void {
  const style = { size: 7.5, color: MUTED, oneLine: true };
  const key = (x: number, color: string, isDashed: boolean, text: string) => {
    pdf.lineWidth(1.6).strokeColor(color);
    (isDashed ? pdf.dash(3, { space: 2 }) : pdf.undash())
      .moveTo(x, y + 3.5)
      .lineTo(x + 18, y + 3.5)
      .stroke();
    pdf.undash();
    write(pdf, text, { x: x + 23, y, width: 150 }, style);
  };
  key(LEFT + TICKS_WIDTH, APPLICATIONS, false, 'aplikasi daerah terjawab');
  key(LEFT + TICKS_WIDTH + 135, UPSTREAM, true, 'sistem hulu menjawab');
  pdf.rect(LEFT + TICKS_WIDTH + 258, y, 18, 7).fill(GAP);
  write(pdf, 'yang diberikan Simpul', { x: LEFT + TICKS_WIDTH + 281, y, width: 90 }, style);
  pdf.rect(LEFT + TICKS_WIDTH + 382, y, 18, 7).fill(BAND);
  write(pdf, 'tanpa angka', { x: LEFT + TICKS_WIDTH + 405, y, width: 60 }, style);
}

function drawAxes(pdf: Pdf, frame: Frame, daysOfMonth: number): void {
  const middle = (frame.floor + 100) / 2;
  for (const percent of [frame.floor, middle, 100]) {
    const { y } = pointOf(frame, 0, percent);
    pdf
      .moveTo(frame.left, y)
      .lineTo(LEFT + WIDTH, y)
      .lineWidth(0.5)
      .strokeColor(RULE)
      .stroke();
    const text = `${String(percent).replace('.', ',')} %`;
    const place = { x: LEFT, y: y - 3.5, width: TICKS_WIDTH - 5 };
    write(pdf, text, place, { size: 7, color: MUTED, align: 'right', oneLine: true });
  }
  for (let day = 1; day <= daysOfMonth; day += 1) {
    if (day !== 1 && day % 5 !== 0) continue;
    const x = pointOf(frame, day - 1, 100).x - 10;
    const place = { x, y: frame.top + HEIGHT + 5, width: 20 };
    write(pdf, String(day), place, { size: 7, color: MUTED, align: 'center', oneLine: true });
  }
}

/** A day on which nobody asked is no good day and no bad one. */
function drawSilence(pdf: Pdf, frame: Frame, days: readonly Hari[]): void {
  for (const [day, { hulu, aplikasi }] of days.entries()) {
    if (hulu.panggilan > 0 || aplikasi.permintaan > 0 || aplikasi.tersediaPersen !== null) continue;
    pdf.rect(frame.left + day * frame.stepWidth, frame.top, frame.stepWidth, HEIGHT).fill(BAND);
  }
}

function drawGap(pdf: Pdf, frame: Frame, upstream: readonly Persen[], applications: readonly Persen[]): void {
  for (let day = 1; day < upstream.length; day += 1) {
    const sides = [day - 1, day].map((one) => {
      const [low, high] = [upstream[one] ?? null, applications[one] ?? null];
      return low === null || high === null || high < low ? undefined : [low, high];
    });
    const [before, after] = sides;
    if (!before || !after) continue;
    const [low = 0, high = 0] = before;
    const [nextLow = 0, nextHigh = 0] = after;
    const corners = [
      pointOf(frame, day - 1, low),
      pointOf(frame, day - 1, high),
      pointOf(frame, day, nextHigh),
      pointOf(frame, day, nextLow),
    ];
    pdf.polygon(...corners.map(({ x, y }) => [x, y])).fill(GAP);
  }
}

/** Broken where a day has no figure; a day between two such is a dot. */
function drawLine(pdf: Pdf, frame: Frame, values: readonly Persen[], color: string, isDashed: boolean): void {
  const points = values.map((percent, day) => (percent === null ? undefined : pointOf(frame, day, percent)));
  pdf.lineWidth(isDashed ? 1.3 : 1.8).strokeColor(color);
  if (isDashed) pdf.dash(3, { space: 2 });
  for (const [day, point] of points.entries()) {
    const before = points[day - 1];
    if (!point || !before) continue;
    pdf.moveTo(before.x, before.y).lineTo(point.x, point.y).stroke();
  }
  pdf.undash();
  for (const point of points) if (point) pdf.circle(point.x, point.y, isDashed ? 1.4 : 1.8).fill(color);
}

function pointOf({ left, top, stepWidth, floor }: Frame, day: number, percent: number): Point {
  return { x: left + (day + 0.5) * stepWidth, y: top + (1 - (percent - floor) / (100 - floor)) * HEIGHT };
}
