import os from 'node:os';

/** One measured number. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'MB' | 'count';
  /** The value is good when it is not above it. */
  target?: number;
  met?: boolean;
  /** What it is compared with, measured in the same run. */
  baseline?: { name: string; value: number };
  /** Baseline divided by value. */
  ratio?: number;
  /** Of the single measurements behind the value. */
  spread?: { samples: number; p50: number; p99: number; max: number };
  /** What was measured, and what not. */
  note: string;
}

/** What a suite answers. */
export interface Report {
  suite: string;
  machine: string;
  figures: Figure[];
}

export function machine(): string {
  const [cpu] = os.cpus();
  const load = os.loadavg()[0].toFixed(1);
  return `${os.cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${
    process.versions.node
  }, load ${load}`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The value below which a share of the samples lies. */
function quantile(sorted: readonly number[], share: number): number {
  const at = Math.ceil(sorted.length * share) - 1;
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

export function spreadOf(
  samples: readonly number[],
): Required<Figure>['spread'] {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    samples: sorted.length,
    p50: rounded(quantile(sorted, 0.5)),
    p99: rounded(quantile(sorted, 0.99)),
    max: rounded(quantile(sorted, 1)),
  };
}

/** A figure with its verdict and ratio filled in. */
export function figure(given: Figure): Figure {
  const { value, target, baseline } = given;
  return {
    ...given,
    value: rounded(value),
    ...(target !== undefined && { met: value <= target }),
    ...(baseline && {
      baseline: { ...baseline, value: rounded(baseline.value) },
      ratio: rounded(baseline.value / value),
    }),
  };
}
