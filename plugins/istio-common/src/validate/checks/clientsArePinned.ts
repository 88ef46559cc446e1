import type { OfflineCheck } from '../ingressCheck';

/**
 * With client certificates and no subject alternative names, every certificate
 * under the CA passes (networking.istio.io ServerTLSSettings.subjectAltNames).
 *
 * @internal
 */
export const clientsArePinned: OfflineCheck = {
  id: 'clients-are-pinned',
  title: 'client certificates',
  run({ intent }) {
    const { mode, subjectAltNames } = intent.tls;
    if (mode === 'SIMPLE' || subjectAltNames?.length) return [];
    return [
      {
        code: 'MW-TLS-CLIENTS',
        severity: 'warning',
        field: 'tls.subjectAltNames',
        cause: `Any client certificate that the CA of ${intent.host} signed will pass.`,
        fix: 'List the subject alternative names of the clients that may enter.',
      },
    ];
  },
};
