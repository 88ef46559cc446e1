const SUFFIXES: Readonly<Record<string, readonly [number, number]>> = {
  '': [10, 0],
  n: [10, -9],
  u: [10, -6],
  m: [10, -3],
  k: [10, 3],
  M: [10, 6],
  G: [10, 9],
  T: [10, 12],
  P: [10, 15],
  E: [10, 18],
  Ki: [2, 10],
  Mi: [2, 20],
  Gi: [2, 30],
  Ti: [2, 40],
  Pi: [2, 50],
  Ei: [2, 60],
};

/** Quantities are compared in billionths, so that none is lost. */
const NANO = 9;

/**
 * A quantity, `100m` or `2Gi`.
 * Source: k8s.io/apimachinery, pkg/api/resource/quantity.go; k8s.io/apiserver,
 * pkg/cel/library/quantity.go.
 *
 * @internal
 */
export class KubernetesQuantity {
  private constructor(readonly nanos: bigint) {}

  /** Undefined for what is no quantity. */
  static parse(text: string): KubernetesQuantity | undefined {
    const match =
      /^([+-]?)(\d{0,18})(?:\.(\d{0,9}))?([eE][+-]?\d{1,2}|[A-Za-z]{0,2})$/.exec(
        text,
      );
    if (!match) return undefined;
    const [, sign, whole, part = '', suffix] = match;
    if (whole === '' && part === '') return undefined;
    const scale = /^[eE][+-]?\d/.test(suffix)
      ? ([10, Number(suffix.slice(1))] as const)
      : SUFFIXES[suffix];
    if (!scale) return undefined;
    const digits = BigInt(`${whole}${part.padEnd(NANO, '0')}`);
    const [base, exponent] = scale;
    const factor = BigInt(base) ** BigInt(Math.abs(exponent));
    const value = exponent < 0 ? digits / factor : digits * factor;
    return new KubernetesQuantity(sign === '-' ? -value : value);
  }

  /** -1, 0 or 1. */
  compareTo({ nanos }: KubernetesQuantity): bigint {
    if (this.nanos === nanos) return 0n;
    return this.nanos < nanos ? -1n : 1n;
  }

  plus({ nanos }: KubernetesQuantity): KubernetesQuantity {
    return new KubernetesQuantity(this.nanos + nanos);
  }

  minus({ nanos }: KubernetesQuantity): KubernetesQuantity {
    return new KubernetesQuantity(this.nanos - nanos);
  }

  get sign(): bigint {
    if (this.nanos === 0n) return 0n;
    return this.nanos < 0n ? -1n : 1n;
  }
}
