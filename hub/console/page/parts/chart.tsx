import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { language, say } from '../language.ts';
import { systemIsDark, theme } from '../theme.ts';

export interface Series {
  readonly name: string;
  /** A custom property of the style sheet: `--baik`. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly filled?: boolean;
}

interface ChartProps {
  /** Moments in milliseconds. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  /** Said instead of the picture. */
  readonly label: string;
  readonly format: (value: number) => string;
  /** Beside the axis, where there is less room; absent: as everywhere. */
  readonly short?: (value: number) => string;
}

const HEIGHT = 220;

/** A line over time. Drawn anew when the figures, the theme, the language or the width change. */
export function Chart({ at, series, label, format, short }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [themeNow, darkNow, languageNow] = [theme.value, systemIsDark.value, language.value];
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = draw(element, { at, series, label, format, ...(short ? { short } : {}) });
    const watched = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    watched.observe(element);
    return () => {
      watched.disconnect();
      chart.destroy();
    };
  }, [at, series, themeNow, darkNow, languageNow]); // theme and language are read while it is drawn
  return <div ref={place} class="grafik" role="img" aria-label={label} />;
}

function draw(element: HTMLElement, { at, series, format, short = format }: ChartProps): uPlot {
  const style = getComputedStyle(element);
  const colour = (name: string) => resolved(element, name);
  const axis = { stroke: style.color, grid: { stroke: colour('--garis'), width: 1 }, ticks: { show: false } };
  const locale = language.value === 'id' ? 'id-ID' : 'en-GB';
  const spanMs = (at.at(-1) ?? 0) - (at[0] ?? 0);
  const options: Intl.DateTimeFormatOptions =
    spanMs > 2 * 86_400_000 ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' };
  const time = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'Asia/Jakarta' });
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT,
      legend: { live: true },
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (_chart, _low, high) => [0, Math.max(high, 1)] } },
      axes: [
        { ...axis, values: (_chart, ticks) => withoutRepeats(ticks.map((one) => time.format(one * 1000))) },
        { ...axis, size: 64, values: (_chart, ticks) => ticks.map(short) },
      ],
      series: [
        { value: (_chart, one) => (one === null ? '–' : time.format(one * 1000)), label: say('waktu', 'time') },
        ...series.map(({ name, colour: property, filled }) => ({
          label: name,
          stroke: colour(property),
          width: 2,
          points: { show: false },
          ...(filled ? { fill: `color-mix(in srgb, ${colour(property)} 25%, transparent)` } : {}),
          value: (_chart: uPlot, one: number | null) => (one === null ? '–' : format(one)),
        })),
      ],
    },
    [at.map((one) => one / 1000), ...series.map(({ values }) => [...values])],
    element,
  );
}

/** A canvas does not know which theme is worn: what it is given has to be one colour. */
function resolved(element: HTMLElement, property: string): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.style.color = `var(${property})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Two ticks of one day are told once. */
function withoutRepeats(labels: readonly string[]): string[] {
  return labels.map((label, place) => (label === labels[place - 1] ? '' : label));
}
