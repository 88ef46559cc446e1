import { noteRule } from './noteRule';

const FIX =
  'Set caCertificates (or credentialName) to the authority that signs the server certificate.';

/**
 * Clients that speak TLS to whoever answers.
 * Source: pkg/config/analysis/analyzers/destinationrule/ca-certificates.go; for
 * where we differ see trim/notes/destinationRuleNotes.ts.
 */
export const serverVerification = noteRule(
  {
    name: 'server-verification',
    subjects: ['destinationrule'],
    reads: [['destinationrules.networking.istio.io', 'destinationrule']],
  },
  {
    'unverified-server': {
      kind: 'unverifiedServer',
      words: (name, [mode]) => ({
        cause: `${name} sets TLS mode ${mode} and names no authority, so that the server is not verified`,
        fix: FIX,
      }),
    },
    'unverified-port': {
      kind: 'unverifiedServerPort',
      words: (name, [mode, port]) => ({
        cause: `${name} sets TLS mode ${mode} for port ${port} and names no authority, so that the server is not verified`,
        fix: FIX,
      }),
    },
  },
);
