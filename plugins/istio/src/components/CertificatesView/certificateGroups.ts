import {
  TONES,
  type CertificateStatus,
} from '@meshwright/backstage-plugin-istio-common';

/** The certificates of one host over all clusters. */
export interface CertificateGroup {
  host: string;
  /** Worst first; never empty. */
  certificates: [CertificateStatus, ...CertificateStatus[]];
}

/** Certificates by their first name, the host that needs somebody first. */
export function certificateGroups(
  certificates: readonly CertificateStatus[],
): CertificateGroup[] {
  const groups = new Map<string, CertificateGroup>();
  for (const certificate of certificates) {
    const host = certificate.dnsNames[0] ?? certificate.secretName;
    const group = groups.get(host);
    if (group) group.certificates.push(certificate);
    else groups.set(host, { host, certificates: [certificate] });
  }
  const list = [...groups.values()];
  list.forEach(group => group.certificates.sort(byToneThenCluster));
  return list.sort(
    (a, b) =>
      rank(b.certificates[0]) - rank(a.certificates[0]) ||
      a.host.localeCompare(b.host),
  );
}

function byToneThenCluster(a: CertificateStatus, b: CertificateStatus): number {
  return rank(b) - rank(a) || a.cluster.localeCompare(b.cluster);
}

function rank({ tone }: CertificateStatus): number {
  return TONES.indexOf(tone);
}
