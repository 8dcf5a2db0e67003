interface SparklineProps {
  readonly calls: readonly number[];
  readonly errors: readonly number[];
  /** Said instead of the picture. */
  readonly label: string;
}

const WIDTH = 240;
const HEIGHT = 40;

/** An hour on a card: calls as an area, errors upon it. */
export function Sparkline({ calls, errors, label }: SparklineProps) {
  const most = Math.max(1, ...calls);
  return (
    <svg class="jejak" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path class="panggilan" d={areaOf(calls, most)} />
      <path class="galat" d={areaOf(errors, most)} />
    </svg>
  );
}

function areaOf(values: readonly number[], most: number): string {
  const step = WIDTH / Math.max(1, values.length);
  const tops = values.map((value, place) => {
    const y = HEIGHT - (value / most) * (HEIGHT - 2);
    return `L${(place * step).toFixed(1)} ${y.toFixed(1)}L${((place + 1) * step).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M0 ${HEIGHT}${tops.join('')}L${WIDTH} ${HEIGHT}Z`;
}
