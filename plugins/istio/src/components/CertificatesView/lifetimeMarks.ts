import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';

/** Below this share of its lifetime an overdue certificate is at risk. */
const AT_RISK_SHARE = 1 / 6;

/** Places on the lifetime of a certificate, in percent from its issue. */
export interface LifetimeMarks {
  issued: string;
  expires: string;
  renewal?: { percent: number; time: string };
  atRisk: { percent: number; time: string };
  now: number;
}

/** Where the marks of the lifetime bar stand; nothing without an issued certificate. */
export function lifetimeMarks(
  certificate: CertificateStatus,
  now: Date,
): LifetimeMarks | undefined {
  const { notBefore, notAfter, renewalTime } = certificate;
  if (!notBefore || !notAfter) return undefined;
  const start = Date.parse(notBefore);
  const length = Date.parse(notAfter) - start;
  if (!(length > 0)) return undefined;
  const percent = (time: number) =>
    Math.min(100, Math.max(0, ((time - start) / length) * 100));
  const riskTime = start + length * (1 - AT_RISK_SHARE);
  return {
    issued: notBefore,
    expires: notAfter,
    renewal: renewalTime
      ? { percent: percent(Date.parse(renewalTime)), time: renewalTime }
      : undefined,
    atRisk: {
      percent: percent(riskTime),
      time: new Date(riskTime).toISOString(),
    },
    now: percent(now.getTime()),
  };
}
