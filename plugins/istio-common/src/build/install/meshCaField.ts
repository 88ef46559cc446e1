import { z } from 'zod';
import { durationSeconds } from '../goDuration';
import { dnsLabel, issuerField } from '../intentFields';
import { chartRepository } from './chartRepository';

const duration = z
  .string()
  .refine(text => durationSeconds(text) !== undefined, {
    message: 'is not a duration, write it as 720h',
  });

const certificate = z
  .strictObject({
    commonName: z
      .string()
      .min(1, 'is empty, name the authority')
      .max(64, 'is too long, at most 64 characters')
      .regex(
        /^[\w][\w .,-]*$/,
        'has a character that names of authorities lack',
      ),
    duration: duration.default('8760h').describe('Lifetime of the authority'),
    renewBefore: duration
      .default('2920h')
      .describe(
        'How long before its end it is renewed: longer than the lifetime of what it signs',
      ),
  })
  .check(ctx => {
    const lifetime = durationSeconds(ctx.value.duration) ?? 0;
    const before = durationSeconds(ctx.value.renewBefore) ?? 0;
    const refuse = (field: string, message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [field],
        message,
        input: ctx.value,
      });
    // Workload certificates live 24 h: Istio's DEFAULT_WORKLOAD_CERT_TTL.
    if (lifetime < 48 * 3600) {
      refuse(
        'duration',
        'is below 48h and would not outlive what it signs, use 8760h',
      );
    }
    if (before >= lifetime || before < 24 * 3600) {
      refuse(
        'renewBefore',
        'must be at least 24h, the life of workload certificates, and shorter than duration: use a third of it',
      );
    }
  })
  .describe('The authority of the mesh, a Certificate with isCA');

const istioCsr = z
  .strictObject({
    version: z
      .string()
      .regex(
        /^v?\d{1,3}\.\d{1,3}\.\d{1,4}(-[a-z0-9.-]{1,30})?$/,
        'is not a version, write it as v0.14.0',
      )
      .describe('Version of the chart cert-manager-istio-csr'),
    charts: chartRepository('https://charts.jetstack.io'),
    namespace: dnsLabel('the namespace')
      .default('cert-manager')
      .describe('Namespace of istio-csr'),
  })
  .describe('istio-csr, which asks cert-manager for every workload');

/**
 * Who signs for workloads: istiod with a root of its own, istiod with an
 * authority that cert-manager keeps, or cert-manager itself through istio-csr.
 *
 * @internal
 */
export const meshCaField = z
  .strictObject({
    kind: z
      .enum(['self-signed', 'cert-manager', 'istio-csr'], {
        error: 'is not known, use self-signed, cert-manager or istio-csr',
      })
      .describe(
        'self-signed: istiod makes its own root; cert-manager: an authority under yours in Secret cacerts; istio-csr: every workload certificate is signed by cert-manager',
      ),
    issuer: issuerField.optional(),
    certificate: certificate.optional(),
    istioCsr: istioCsr.optional(),
  })
  .check(ctx => {
    const { kind, issuer, certificate: settings, istioCsr: csr } = ctx.value;
    const refuse = (field: string, message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [field],
        message,
        input: ctx.value,
      });
    if (kind === 'self-signed' && issuer) {
      refuse('issuer', 'has no meaning for self-signed, remove it');
    }
    if (kind !== 'self-signed' && !issuer)
      refuse('issuer', 'is missing, give it');
    if (kind === 'cert-manager' && !settings) {
      refuse('certificate', 'is missing, give it with commonName');
    }
    if (kind === 'istio-csr' && !csr) {
      refuse('istioCsr', 'is missing, give the version of its chart');
    }
    if (kind !== 'istio-csr' && csr) {
      refuse('istioCsr', 'has a meaning for istio-csr only, remove it');
    }
    if (kind !== 'cert-manager' && settings) {
      refuse('certificate', 'has a meaning for cert-manager only, remove it');
    }
  })
  .default({ kind: 'self-signed' })
  .describe('Who signs the certificates of the workloads');
