import type { ReactNode } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  SecretCheck,
  X509Facts,
} from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import { FactSection } from '../WorkloadFacts/FactSection';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** What the Secret holds: chain, key, and the authorities of the clients. */
export function SecretSection({ check }: { check: SecretCheck }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const fine = check.problems.length === 0;
  return (
    <FactSection
      title={t('secret.title', { object: objectText(check.ref) })}
      word={fine ? t('secret.fine') : t('secret.wrong')}
      tone={fine ? 'ok' : 'error'}
    >
      {check.problems.map(problem => (
        <Notice key={problem} tone="error">
          {problem}
        </Notice>
      ))}
      <Certificates title={t('secret.chain')} certificates={check.chain}>
        {check.chainComplete === undefined && (
          <StateWord word={t('secret.chainUnknown')} tone="unknown" />
        )}
        {check.chainComplete === true && (
          <StateWord word={t('secret.chainComplete')} tone="ok" />
        )}
        {check.chainComplete === false && (
          <StateWord word={t('secret.chainBroken')} tone="error" />
        )}
      </Certificates>
      <div>
        <KeyAnswer matches={check.keyMatches} />
      </div>
      {check.clientCas && (
        <Certificates
          title={t('secret.clientCas')}
          certificates={check.clientCas}
        />
      )}
    </FactSection>
  );
}

function KeyAnswer({ matches }: { matches?: boolean }) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (matches === undefined) {
    return <StateWord word={t('secret.noKey')} tone="unknown" />;
  }
  return matches ? (
    <StateWord word={t('secret.keyMatches')} tone="ok" />
  ) : (
    <StateWord word={t('secret.keyDiffers')} tone="error" />
  );
}

interface CertificatesProps {
  title: string;
  certificates: readonly X509Facts[];
  children?: ReactNode;
}

function Certificates({ title, certificates, children }: CertificatesProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { moment } = useTimeText();
  const now = useNow();
  return (
    <div>
      <strong>{title}</strong> {children}
      <ol className={classes.list}>
        {certificates.map(({ fingerprint, subject, issuer, notAfter }) => (
          <li key={fingerprint}>
            {subject}
            <div className={classes.quiet}>
              {t('secret.signedUntil', {
                issuer,
                date: moment(notAfter, now),
              })}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
